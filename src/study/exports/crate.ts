// What is in an archive of a study, for machines: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1).
import { DATASETS, type DatasetId } from "../../data/descriptions.ts";
import type { PictureSource } from "../../data/sources.ts";
import { PROGRAM_VERSION } from "../../run/version.ts";
import { mixtureWords } from "../pooling/mixture.ts";
import { verdictWords } from "../report.ts";
import { armsOfStudy, type Study } from "../study.ts";
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

const ROOT = "./";
const SOFTWARE = "#xception-lab";
const TRAINING = "#training";
const MIT = { id: "https://spdx.org/licenses/MIT", name: "MIT" };
const OWN_FILES = { name: "TensorBoard’s event file", type: "application/octet-stream" };

const dataId = (id: string): string => `#data-${id}`;
const sourceId = (at: number): string => `#pictures-${at + 1}`;
const ref = (id: string): Entity => ({ "@id": id });

/** The file's text. */
export async function crateOf(bundle: Bundle, parts: readonly Part[]): Promise<string> {
  const drawn = await bundle.sources();
  const graph: readonly Entity[] = [
    {
      "@id": CRATE_FILE,
      "@type": "CreativeWork",
      conformsTo: ref("https://w3id.org/ro/crate/1.1"),
      about: ref(ROOT),
    },
    rootEntity(bundle, parts),
    ...parts.flatMap(partEntities),
    ...trainingEntities(bundle),
    ...dataEntities(bundle, drawn),
    licenceEntity(MIT.id, MIT.name),
    ...drawn.map(sourceEntity),
    ...licencesOf(drawn).map(({ licenceUrl, licence }) => licenceEntity(licenceUrl, licence)),
  ];
  return `${JSON.stringify({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph }, null, 2)}\n`;
}

function rootEntity({ result: { study, runs }, outcome, day }: Bundle, parts: readonly Part[]): Entity {
  const told = [study.question, verdictWords(outcome.accuracy), mixtureWords(runs)];
  return {
    "@id": ROOT,
    "@type": "Dataset",
    name: study.name || "A study",
    description: told.filter((words) => words !== "").join(" "),
    datePublished: day,
    license: "Whoever trained the runs says on which terms their results may be used.",
    hasPart: parts.map(({ path }) => ref(path)),
    mentions: ref(TRAINING),
  };
}

function trainingEntities({ result: { study, runs } }: Bundle): readonly Entity[] {
  const engines = new Set(runs.map(({ terms }) => `version ${terms.version}, ${terms.adapter}`));
  return [
    {
      "@id": TRAINING,
      "@type": "CreateAction",
      name: "Training of the runs",
      description: `${runs.length} runs: ${[...engines].join("; ")}`,
      instrument: ref(SOFTWARE),
      object: datasetsOf(study).map((id) => ref(dataId(id))),
      result: ref(ROOT),
    },
    {
      "@id": SOFTWARE,
      "@type": "SoftwareApplication",
      name: "Xception Lab",
      softwareVersion: PROGRAM_VERSION,
      license: ref(MIT.id),
    },
  ];
}

function dataEntities({ result: { study, runs } }: Bundle, drawn: readonly PictureSource[]): readonly Entity[] {
  const datasets = datasetsOf(study);
  const checksums = [...new Set(runs.map(({ terms }) => `sha256:${terms.datasetChecksum}`))];
  return datasets.map((id) => {
    const { title, summary, kind } = DATASETS[id];
    const origin =
      kind === "real"
        ? {
            isBasedOn: drawn.map((_, at) => ref(sourceId(at))),
            license: licencesOf(drawn).map(({ licenceUrl }) => ref(licenceUrl)),
          }
        : { license: ref(MIT.id) };
    // Where a study varies the data set, a checksum does not say of which it is.
    const identifier = datasets.length === 1 ? { identifier: checksums } : {};
    return { "@id": dataId(id), "@type": "Dataset", name: title, description: summary, ...identifier, ...origin };
  });
}

function datasetsOf(study: Study): readonly DatasetId[] {
  return [...new Set(armsOfStudy(study).arms.map(({ recipe }) => recipe.dataset.id))];
}

function sourceEntity({ title, author, authorUrl, licenceUrl, use }: PictureSource, at: number): Entity {
  return {
    "@id": sourceId(at),
    "@type": "CreativeWork",
    name: title,
    description: use,
    author,
    url: authorUrl,
    license: ref(licenceUrl),
  };
}

/** Each once. */
function licencesOf(drawn: readonly PictureSource[]): readonly PictureSource[] {
  return [...new Map(drawn.map((source) => [source.licenceUrl, source])).values()];
}

function licenceEntity(id: string, name: string): Entity {
  return { "@id": id, "@type": "CreativeWork", name };
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
