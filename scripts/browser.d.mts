// The types of browser.mjs, for the TypeScript files that use it.
export declare const browserArgs: readonly string[];
export declare function findBrowser(): string | undefined;
export declare function ensureBrowser(say: (line: string) => void): Promise<string>;
export declare function softwareGpu(browser?: string): string | undefined;
