// The lab without a page: trains a recipe in Node and prints one JSON event per line to standard output; progress goes
// to standard error.
import { DatasetError } from "../data/dataset.ts";
import { graphCost } from "../graph/cost.ts";
import { graphOf } from "../recipe/network.ts";
import { RecipeError } from "../recipe/parse.ts";
import { defaultRecipe } from "../recipe/schema.ts";
import { settingsHelp } from "../recipe/settingsTable.ts";
import { ResultError } from "../study/result.ts";
import { readTask, USAGE } from "./commandLine.ts";
import { EXIT, OutputError, RefusedError, UsageError } from "./exitCodes.ts";
import { print, tell } from "./print.ts";
import { printPlan, printReady, trainStudy } from "./study.ts";
import { writeFiles } from "./studyFiles.ts";
import { printReport, printResult, printResults } from "./studyResults.ts";
import { trainAndPrint } from "./train.ts";

/** Does what the command line asks for; returns the exit code. */
async function main(): Promise<number> {
  const task = await readTask(process.argv.slice(2));
  switch (task.action) {
    case "help":
      await print(`${USAGE}\nA recipe's settings; what is left out takes its default:\n\n${settingsHelp()}\n`);
      return EXIT.done;
    case "default":
      await print(`${JSON.stringify(defaultRecipe, null, 2)}\n`);
      return EXIT.done;
    case "describe":
      await print(`${JSON.stringify(graphCost(graphOf(task.recipe ?? defaultRecipe)), null, 2)}\n`);
      return EXIT.done;
    case "train":
      return trainAndPrint(task);
    case "study":
      return trainStudy(task);
    case "plan":
      return printPlan(task);
    case "results":
      return printResults(task);
    case "report":
      return printReport(task);
    case "result":
      return printResult(task);
    case "files":
      return writeFiles(task, task.into);
    case "ready":
      return printReady(task.id);
    default:
      return task satisfies never;
  }
}

/** A result's own words end a sentence. */
function wholeWords(error: unknown): unknown {
  return error instanceof ResultError ? new RefusedError(`The result ${error.message}`, { cause: error }) : error;
}

function codeOf(error: unknown): number {
  if (error instanceof OutputError) return EXIT.unwritable;
  const isRefused = error instanceof RefusedError || error instanceof RecipeError || error instanceof DatasetError;
  return isRefused ? EXIT.refused : EXIT.failed;
}

try {
  process.exitCode = await main();
} catch (caught) {
  const error = wholeWords(caught);
  tell(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) tell(`\n${USAGE}`);
  process.exitCode = codeOf(error);
}
