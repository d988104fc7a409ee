// How many seeds a study needs, before it starts: from the difference that matters and the spread of the pairs, with what
// they cost here.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import type { Lab } from "../../lab/lab.ts";
import type { LabState } from "../../lab/state.ts";
import type { FoundRuns } from "../../lab/studyRuns.ts";
import { secondsLeft } from "../../lab/studyTime.ts";
import { pairsNeeded } from "../../statistics/planning.ts";
import { armsOfStudy, MOST_MARGIN, mostSeeds, type Study } from "../../study/study.ts";
import { comparisonsIn } from "../../study/tuning.ts";
import { pointsWords } from "../../study/words.ts";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { count, duration, plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { useMadeFor } from "../useMadeFor.ts";
import { STUDY } from "./chosenStudy.ts";
import { plannedSpread, type PlannedSpread } from "./plannedSpread.ts";
import "../controls/buttons.css";

interface SeedPlannerProps {
  readonly study: Study;
  readonly found: FoundRuns;
}

const SOURCES: Readonly<Record<PlannedSpread["from"], string>> = {
  study: "As this study’s own pairs have it so far.",
  kept: "As kept runs with the same data and training have it.",
  example: "As in the whole spectrum, precomputed: with other data or training it may be another.",
};

export function SeedPlanner(props: SeedPlannerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="seed-planner no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>How many seeds for a difference of this size?</summary>
      {isOpen && <Plan {...props} />}
    </details>
  );
}

const trainedNow = ({ runs, engine, runTimes }: LabState) => ({ runs, engine, runTimes });

function Plan({ study, found }: SeedPlannerProps) {
  const lab = useLab();
  const trained = useLabStateEvery(1000, trainedNow);
  const key = JSON.stringify([study, found.finished.map(({ id }) => id)]);
  const observed = useMadeFor(key, () => plannedSpread(study, found.finished, trained.runs.values()));
  const [chosen, setChosen] = useState<number | null>(null);
  const spread = chosen ?? Number(observed.points.toFixed(1));
  const { margin } = study;
  const family = comparisonsIn(study);
  const seeds = useMadeFor(`${margin} ${spread} ${family}`, () => pairsNeeded(margin, spread, family));
  const canTake = seeds !== null && seeds <= mostSeeds(study) && seeds !== study.seeds.length;
  return (
    <div className="seed-plan">
      <NumberEntry
        label="Margin"
        unit="points"
        help="The smallest difference that matters. Arms that are surely closer are called equal: say it before the first run."
        value={margin}
        min={0.1}
        max={MOST_MARGIN}
        step={0.5}
        onChange={(points) => {
          lab.setShown({ [STUDY.margin]: String(points) });
          return null;
        }}
      />
      <NumberEntry
        label="Spread of the pairs"
        unit="points"
        help={chosen === null ? SOURCES[observed.from] : "As you say."}
        value={spread}
        min={0.1}
        max={50}
        step={0.1}
        onChange={(points) => {
          setChosen(points);
          return null;
        }}
      />
      <p role="status">{planWords(study, found, { seeds, family }, lab, trained)}</p>
      {canTake && (
        <Button className="button" onPress={() => lab.setShown({ [STUDY.seeds]: String(seeds) })}>
          Take {seeds} seeds
        </Button>
      )}
    </div>
  );
}

function planWords(
  study: Study,
  found: FoundRuns,
  { seeds, family }: { readonly seeds: number | null; readonly family: number },
  lab: Lab,
  trained: Pick<LabState, "runs" | "engine" | "runTimes">,
): string {
  const size = `a difference of ${pointsWords(study.margin)}`;
  if (seeds === null) return `Not even 1,000 seeds find ${size} among pairs that spread so far: take a larger margin.`;
  const arms = armsOfStudy(study).arms.map(({ recipe }) => recipe);
  const oneSeed = secondsLeft({ ...found, missing: arms, underWay: [], canContinue: [] }, trained);
  const time = oneSeed === null ? "" : `, about ${duration((1000 * seeds * oneSeed) / lab.runsAtOnce())} here in all`;
  const corrected = family > 1 ? `, corrected for ${family} comparisons` : "";
  const room = mostSeeds(study);
  const most = seeds > room ? ` More than ${room} cannot be taken: take a larger margin, or fewer arms.` : "";
  return (
    `${plural(seeds, "seed")} find ${size} at one place with power 80\u202f%${corrected}: ` +
    `${plural(arms.length, "arm")}, ${count(arms.length * seeds)} runs${time}.${most}`
  );
}
