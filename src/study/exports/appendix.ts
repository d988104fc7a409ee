// What a reader needs besides a report to repeat it and to give credit: every setting, every run, origin and authors.
import type { PictureSource } from "../../data/sources.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { PROGRAM_VERSION } from "../../run/version.ts";
import { leavesOf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { plainWords } from "../../settings/words.ts";
import { studyId } from "../guess.ts";
import { paragraph, type Inline, type Section } from "../report.ts";
import { numbersDigest, type StudyResult } from "../result.ts";
import type { Study } from "../study.ts";
import type { Bundle } from "./bundle.ts";
import { toldRuns } from "./told.ts";

export async function appendix({ result, day, sources }: Bundle): Promise<readonly Section[]> {
  const drawn = await sources();
  return [
    settingsSection(result.study),
    runsSection(result),
    originSection(result, day),
    ...(drawn.length > 0 ? [creditsSection(drawn)] : []),
  ];
}

function settingsSection({ base, factors }: Study): Section {
  const varied = new Set(["seed", ...factors.map(({ setting }) => setting)]);
  const rows = leavesOf(RECIPE, base).map(({ field, path, link }): readonly Inline[] => [
    field.label,
    varied.has(link) ? "varied" : plainWords(field, valueAt(base, path)),
    { code: link },
  ]);
  return { title: "Settings", blocks: [{ kind: "table", head: ["Setting", "Value", "In links"], rows }] };
}

function runsSection(result: StudyResult): Section {
  return {
    title: "Runs",
    blocks: [
      paragraph("The digest is SHA-256 of every number that a run tells: losses of all steps, validation and test."),
      {
        kind: "table",
        head: ["Arm", "Seed", "Test accuracy, %", "Version and engine", "Recipe", "Digest of its numbers"],
        rows: toldRuns(result).map(({ name, hash, run: { recipe, terms, numbers } }) => [
          name,
          String(recipe.seed),
          (100 * numbers.test.accuracy).toFixed(1),
          `${terms.version}, ${terms.adapter}`,
          { code: hash },
          { code: numbersDigest(numbers) },
        ]),
      },
    ],
  };
}

function originSection({ study, runs }: StudyResult, day: string): Section {
  const checksums = [...new Set(runs.map(({ terms }) => terms.datasetChecksum))];
  const items: readonly (readonly Inline[])[] = [
    [`Written by Xception Lab ${PROGRAM_VERSION} on ${day}`],
    ["Study: ", { code: studyId(study) }],
    ...checksums.map((checksum) => ["Checksum of the pictures: ", { code: checksum }]),
  ];
  return { title: "Where this is from", blocks: [{ kind: "list", items }] };
}

function creditsSection(drawn: readonly PictureSource[]): Section {
  const items = drawn.map(({ title, author, authorUrl, licence, licenceUrl, use }): readonly Inline[] => [
    { words: title, address: authorUrl },
    ` by ${author}, `,
    { words: licence, address: licenceUrl },
    `: ${use}.`,
  ]);
  return { title: "Who drew the pictures", blocks: [{ kind: "list", items }] };
}
