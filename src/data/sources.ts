// Who drew the pictures of a data set, as the set-up writes it to public/data/attribution.json.

export interface PictureSource {
  readonly title: string;
  readonly author: string;
  readonly authorUrl: string;
  /** SPDX's name of it. */
  readonly licence: string;
  readonly licenceUrl: string;
  /** For what they are used here. */
  readonly use: string;
}

const FIELDS = ["title", "author", "authorUrl", "licence", "licenceUrl", "use"] as const;

/** The list as it was parsed; throws where it is none. */
export function readSources(list: unknown): readonly PictureSource[] {
  if (!Array.isArray(list) || !list.every(isSource)) throw new Error("it is not a list of sources.");
  return list;
}

function isSource(entry: unknown): entry is PictureSource {
  return (
    typeof entry === "object" && entry !== null && FIELDS.every((name) => typeof Reflect.get(entry, name) === "string")
  );
}
