// The button that adds the seeds of which the verdict speaks.
import { Button } from "react-aria-components/Button";
import type { MeasureOutcome } from "../../study/outcome.ts";
import { mostSeeds, type Study } from "../../study/study.ts";
import { seedsToKnow } from "../../study/words.ts";
import { useLab } from "../labContext.tsx";
import { STUDY } from "./chosenStudy.ts";
import "../controls/buttons.css";

interface MoreSeedsProps {
  readonly study: Study;
  readonly outcome: MeasureOutcome;
}

export function MoreSeeds({ study, outcome }: MoreSeedsProps) {
  const lab = useLab();
  const wanted = seedsToKnow(outcome)?.seeds ?? 0;
  const room = mostSeeds(study);
  const seeds = Math.min(wanted, room);
  if (seeds <= study.seeds.length) return null;
  return (
    <p className="study-more no-print">
      <Button className="button" onPress={() => lab.setShown({ [STUDY.seeds]: String(seeds) })}>
        Take {seeds} seeds instead of {study.seeds.length}
      </Button>
      <span className="soft">
        {wanted > seeds ? `More than ${room} cannot be taken. ` : ""}How long that takes is said above, before it
        begins.
      </span>
    </p>
  );
}
