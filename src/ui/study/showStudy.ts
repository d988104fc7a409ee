// Shows a study from a file, or one that is kept: in the address, and its base on the bench where it is a person's own.
import type { Lab } from "../../lab/lab.ts";
import { experimentOf } from "../../recipe/experiment.ts";
import { faultWords, readJson, RecipeError } from "../../recipe/parse.ts";
import { isRecord } from "../../settings/field.ts";
import { parseStudy } from "../../study/file.ts";
import { readyOf } from "../../study/ready.ts";
import type { Study } from "../../study/study.ts";
import { ANOTHER, LARGEST_FIRST, STUDY } from "./chosenStudy.ts";
import { readFactors, writeFactors } from "./factorsText.ts";

/** The study in a file's text, or why it cannot be shown; null of what is no study. */
export function studyIn(text: string): Study | { readonly why: string } | null {
  try {
    const input = readJson(text);
    if (!isRecord(input) || input["study"] === undefined || input["result"] !== undefined) return null;
    const study = parseStudy(input);
    const why = whyNot(study);
    return why === null ? study : { why: `The study cannot be shown. ${why}` };
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    return error.fault.kind === "json"
      ? null
      : { why: `The study cannot be read. ${faultWords(error.fault).join(" ")}` };
  }
}

/** A study that `studyIn` has read, or that was shown before. */
export function showStudy(study: Study, lab: Lab): void {
  const { seeds, margin, match, tuned, name, question, factors, base } = study;
  const first = seeds[0] ?? 1;
  const shared = {
    ...ANOTHER,
    [STUDY.seeds]: String(seeds.length),
    [STUDY.first]: first === 1 ? null : String(first),
    [STUDY.margin]: margin === 1 ? null : String(margin),
  };
  const ready = readyOf(study);
  if (ready) return lab.setShown({ ...shared, [STUDY.ready]: ready });
  lab.replaceExperiment(experimentOf(base), "file");
  lab.setShown({
    ...shared,
    [STUDY.ready]: "own",
    [STUDY.factors]: writeFactors(factors),
    [STUDY.match]: match ?? null,
    [STUDY.tuned]: tuned ?? null,
    [STUDY.name]: name,
    [STUDY.question]: question,
  });
}

/** What of a study has no place in an address. */
function whyNot({ seeds, factors, base }: Study): string | null {
  if (seeds.some((seed, at) => seed !== (seeds[0] ?? 0) + at))
    return "Here its seeds must follow each other; the command line trains any.";
  if ((seeds[0] ?? 0) > LARGEST_FIRST) return `Here its first seed may be at most ${LARGEST_FIRST}.`;
  return readFactors(writeFactors(factors), base).faults[0] ?? null;
}
