export interface LicenceEntry {
  readonly name: string;
  readonly licence: string;
  readonly notes: readonly (string | false)[];
  readonly text: string;
}

export function packageFolder(moduleId: string, root: string): string | null;
export function packageEntry(folder: string, use: string | false): LicenceEntry;
export function licencesText(root: string, folders: Iterable<string>): string;
export function readLicences(text: string): Map<string, string>;
export function missingLicences(root: string): string[];
