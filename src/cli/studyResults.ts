// What the finished runs of a study's folder, or of several results, say: numbers, a report, the result that the page opens.
import { fairnessWords } from "../study/fairness.ts";
import { mixtureWords } from "../study/pooling/mixture.ts";
import type { StudyMeasure } from "../study/measures.ts";
import { markdownOf } from "../study/exports/reportMarkdown.ts";
import { listOf, provenanceOf, reportOf } from "../study/report.ts";
import { writeResult } from "../study/result.ts";
import { outcomeOfResult } from "../study/resultOutcome.ts";
import { runsOfStudy } from "../study/study.ts";
import { studyVerdict } from "../study/words.ts";
import type { Places } from "./commandLine.ts";
import { EXIT } from "./exitCodes.ts";
import { print, tell } from "./print.ts";
import { readPlaces, type Pooling } from "./studyPlaces.ts";

/** Prints what finished runs say, as JSON. */
export async function printResults(places: Places): Promise<number> {
  const { result, pooling } = await readPlaces(places);
  const { study, runs } = result;
  const outcome = outcomeOfResult(result);
  // Accuracy, which was stated beforehand as what decides, is at the top.
  const told = (measure: StudyMeasure) => {
    const { arms, comparisons } = outcome[measure];
    return {
      verdict: studyVerdict(outcome[measure]),
      arms: arms.map(({ arm, ...own }) => ({ values: arm.values, ...own })),
      comparisons,
    };
  };
  const results = {
    study: study.name,
    question: study.question,
    runs: runsOfStudy(study).length,
    finished: runs.length,
    fairness: fairnessWords(outcome.accuracy),
    mixture: mixtureWords(runs),
    ...told("accuracy"),
    loss: told("loss"),
    ...(pooling && { pooled: pooling }),
  };
  await print(`${JSON.stringify(results, null, 2)}\n`);
  return EXIT.done;
}

/** Prints a report in Markdown. */
export async function printReport(places: Places): Promise<number> {
  const { result, pooling } = await readPlaces(places);
  const { study } = result;
  const outcome = outcomeOfResult(result);
  const report = reportOf(study, outcome, provenanceOf(result));
  const pooled = pooling ? [{ title: "Pooled from", blocks: [listOf(poolingItems(pooling))] }] : [];
  await print(markdownOf({ ...report, sections: [...report.sections, ...pooled] }));
  return EXIT.done;
}

/** Prints the result that the page opens and checks: every number of every finished run. */
export async function printResult(places: Places): Promise<number> {
  const { result, pooling } = await readPlaces(places);
  await print(writeResult(result));
  if (pooling) tell(poolingLines(pooling).join("\n"));
  return EXIT.done;
}

/** As a list for a terminal. */
export function poolingLines(pooling: Pooling): readonly string[] {
  return poolingItems(pooling).map((item) => `- ${item}`);
}

function poolingItems({ files, remarks }: Pooling): readonly string[] {
  return [
    ...files.map(({ file, runs, seeds, version, engine, fate }) => {
      const what = runs === 0 ? "" : ` ${runs} runs, seeds ${seeds}, version ${version}, ${engine}:`;
      return `${file}:${what} ${fate}`;
    }),
    ...remarks,
  ];
}
