// What is in an archive of a study, for machines: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1).
import { DATASETS } from "../../data/descriptions.ts";
import type { PictureSource } from "../../data/sources.ts";
import { PROGRAM_VERSION } from "../../run/version.ts";
import { verdictWords } from "../report.ts";
import { armsOfStudy } from "../study.ts";
import type { Bundle, Content, Files } from "./bundle.ts";

export const CRATE_FILE = "ro-crate-metadata.json";

/** A file or folder of the archive. */
export interface Part {
  readonly path: string;
  readonly title: string;
  readonly purpose: string;
  readonly type: string;
  readonly content: Content | Files;
}

type Entity = Readonly<Record<string, unknown>>;

const SOFTWARE = "#xception-lab";
const TRAINING = "#training";
const MIT = { id: "https://spdx.org/licenses/MIT", name: "MIT" };
const OWN_FILES = { name: "TensorBoard’s event file", type: "application/octet-stream" };

const ref = (id: string): Entity => ({ "@id": id });

/** The file's text. */
export async function crateOf({ result, outcome, day, sources }: Bundle, parts: readonly Part[]): Promise<string> {
  const { study, runs } = result;
  const drawn = await sources();
  const datasets = [...new Set(armsOfStudy(study).arms.map(({ recipe }) => recipe.dataset.id))];
  const checksums = [...new Set(runs.map(({ terms }) => terms.datasetChecksum))];
  const engines = [...new Set(runs.map(({ terms }) => `version ${terms.version}, ${terms.adapter}`))];
  const dataId = (id: string) => `#data-${id}`;
  const graph: readonly Entity[] = [
    {
      "@id": CRATE_FILE,
      "@type": "CreativeWork",
      conformsTo: ref("https://w3id.org/ro/crate/1.1"),
      about: ref("./"),
    },
    {
      "@id": "./",
      "@type": "Dataset",
      name: study.name || "A study",
      description: `${study.question} ${verdictWords(study, outcome.accuracy, "accuracy")}`.trim(),
      datePublished: day,
      license: "Whoever trained the runs says on which terms their results may be used.",
      hasPart: parts.map(({ path }) => ref(path)),
      mentions: ref(TRAINING),
    },
    ...parts.flatMap(partEntities),
    {
      "@id": TRAINING,
      "@type": "CreateAction",
      name: "Training of the runs",
      description: `${runs.length} runs: ${engines.join("; ")}`,
      instrument: ref(SOFTWARE),
      object: datasets.map((id) => ref(dataId(id))),
      result: ref("./"),
    },
    {
      "@id": SOFTWARE,
      "@type": "SoftwareApplication",
      name: "Xception Lab",
      softwareVersion: PROGRAM_VERSION,
      license: ref(MIT.id),
    },
    ...datasets.map((id): Entity => {
      const { title, summary, kind } = DATASETS[id];
      return {
        "@id": dataId(id),
        "@type": "Dataset",
        name: title,
        description: summary,
        // Where a study varies the data, a checksum does not say of which it is.
        ...(datasets.length === 1 && { identifier: checksums.map((checksum) => `sha256:${checksum}`) }),
        ...(kind === "real"
          ? { isBasedOn: drawn.map(({ authorUrl }) => ref(authorUrl)), license: unique(drawn, "licenceUrl").map(ref) }
          : { license: ref(MIT.id) }),
      };
    }),
    ...drawn.map(({ title, author, authorUrl, licenceUrl, use }) => ({
      "@id": authorUrl,
      "@type": "CreativeWork",
      name: title,
      description: use,
      author,
      license: ref(licenceUrl),
    })),
    licenceEntity(MIT.id, MIT.name),
    ...unique(drawn, "licenceUrl").map((url) =>
      licenceEntity(url, drawn.find(({ licenceUrl }) => licenceUrl === url)?.licence ?? url),
    ),
  ];
  return `${JSON.stringify({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph }, null, 2)}\n`;
}

function licenceEntity(id: string, name: string): Entity {
  return { "@id": id, "@type": "CreativeWork", name };
}

function unique(sources: readonly PictureSource[], field: "licenceUrl"): readonly string[] {
  return [...new Set(sources.map((source) => source[field]))];
}

function partEntities({ path, title, purpose, type, content }: Part): readonly Entity[] {
  if (typeof content === "string" || content instanceof Uint8Array)
    return [fileEntity(path, { name: title, description: purpose, encodingFormat: type }, content)];
  const inside = Object.entries(content).map(([file, own]) =>
    fileEntity(`${path}${file}`, { name: OWN_FILES.name, encodingFormat: OWN_FILES.type }, own),
  );
  return [
    {
      "@id": path,
      "@type": "Dataset",
      name: title,
      description: purpose,
      hasPart: inside.map((each) => ref(String(each["@id"]))),
    },
    ...inside,
  ];
}

function fileEntity(path: string, words: Entity, content: Content): Entity {
  const { length } = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { "@id": path, "@type": "File", ...words, contentSize: String(length) };
}
