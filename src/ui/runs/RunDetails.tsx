// A run in detail: what failed, how it was trained, its confusion matrix.
import { useEffect } from "react";
import { Button } from "react-aria-components/Button";
import { networkWords } from "../../recipe/differences.ts";
import { experimentOf } from "../../recipe/experiment.ts";
import type { RunRow } from "../../lab/rows.ts";
import { describeDataset } from "../../data/registry.ts";
import type { EngineInfo, EvaluatedEvent, StorageRecord } from "../../run/events.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { trainingWords } from "../words.ts";
import { ConfusionMatrix } from "./ConfusionMatrix.tsx";
import { enginesOf } from "./runCells.ts";

/** The adapter, and whatever else of the engine the run's last bits depend on. */
const engineOf = ({ adapter, threads }: EngineInfo) =>
  threads === undefined ? adapter : `${adapter}, work cut for ${count(threads)} threads`;

function storageWords({ stored, inFloat32 }: StorageRecord): string {
  const kept = inFloat32.length > 0 ? ` In 32 bits: ${inFloat32.join("; ")}.` : "";
  return `${stored ? "Activations were stored in 16 bits." : "16 bits were asked for."}${kept}`;
}

export function RunDetails({ row }: { row: RunRow }) {
  const lab = useLab();
  const { run } = row;
  const { recipe, started, failure, recipeHash } = run;
  const history = useLabState(({ histories }) => histories.get(run.id));
  useEffect(() => lab.look([run.id]), [lab, run.id]);
  const ofSplit = (split: EvaluatedEvent["split"]) => history?.evaluations.findLast((each) => each.split === split);
  const evaluation = ofSplit("test") ?? ofSplit("validation");
  return (
    <div className="run-detail">
      {failure && <p className="run-failed">{failure.message}</p>}
      <p>
        {describeDataset(recipe.dataset.id).title} · {trainingWords(recipe.training, recipe.seed)} ·{" "}
        {networkWords(recipe.network).join(", ")}
        {started && <span className="soft"> · {enginesOf(started).map(engineOf).join(", then ")}</span>}
      </p>
      {started?.storage && <p className="soft">{storageWords(started.storage)}</p>}
      <p className="soft">
        Recipe <code>{recipeHash.slice(0, 12)}</code>
        {started && <>, program version {started.version}</>}: same recipe, same version, same engine, same result.
      </p>
      <Button className="button" onPress={() => lab.replaceExperiment(experimentOf(recipe), "run")}>
        Take this recipe up again
      </Button>
      {evaluation ? (
        <ConfusionMatrix
          evaluation={evaluation}
          classNames={describeDataset(recipe.dataset.id).classNames}
          name={row.name}
        />
      ) : (
        <p className="soft">
          {run.last.validation && !history
            ? "Reading what is kept of this run…"
            : "The confusion matrix appears after the first epoch."}
        </p>
      )}
    </div>
  );
}
