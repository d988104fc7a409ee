// What of a study trains, waits or has failed, arm by arm, and what may come first, be taken out, or be tried again.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import type { Run } from "../../lab/state.ts";
import type { FoundRuns } from "../../lab/studyRuns.ts";
import { armId } from "../../recipe/hash.ts";
import { armsOfStudy, type Study } from "../../study/study.ts";
import { armWords } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { count, plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import "../controls/buttons.css";

interface StudyQueueProps {
  readonly study: Study;
  readonly found: FoundRuns;
}

export function StudyQueue({ study, found }: StudyQueueProps) {
  const [isOpen, setOpen] = useState(false);
  const { underWay, failed } = found;
  if (underWay.length + failed.length === 0) return null;
  const waiting = underWay.filter(waits).length;
  const parts = [
    underWay.length > waiting && `${plural(underWay.length - waiting, "run")} training`,
    waiting > 0 && `${count(waiting)} waiting`,
    failed.length > 0 && `${count(failed.length)} failed`,
  ].filter((part) => part !== false);
  return (
    <details className="study-queue" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The queue: {parts.join(", ")}</summary>
      {isOpen && <Queue study={study} found={found} />}
    </details>
  );
}

function Queue({ study, found }: StudyQueueProps) {
  const lab = useLab();
  const rows = armsOfStudy(study).arms.flatMap((arm) => {
    const of = (runs: readonly Run[]) => runs.filter(({ recipe }) => armId(recipe) === arm.id);
    const [underWay, failed, finished] = [of(found.underWay), of(found.failed), of(found.finished)];
    if (underWay.length + failed.length === 0) return [];
    const waiting = underWay.filter(waits);
    return [
      {
        key: arm.id,
        cells: [
          armWords(arm, study),
          count(finished.length),
          count(underWay.length - waiting.length),
          count(waiting.length),
          <Failed key="failed" failed={failed} onRetry={(runs) => lab.trainThese(runs.map(({ recipe }) => recipe))} />,
          <Actions key="actions" arm={armWords(arm, study)} waiting={waiting.map(({ id }) => id)} />,
        ],
      },
    ];
  });
  return (
    <DataTable label="Queue" head={["Arm", "Trained", "Training", "Waiting", "Failed", "Waiting runs"]} rows={rows} />
  );
}

interface ActionsProps {
  /** In words. */
  readonly arm: string;
  readonly waiting: readonly string[];
}

function Actions({ arm, waiting }: ActionsProps) {
  const lab = useLab();
  if (waiting.length === 0) return null;
  return (
    <span className="study-queue-actions no-print">
      <Button className="button button-quiet" aria-label={`Train ${arm} first`} onPress={() => lab.trainFirst(waiting)}>
        Train first
      </Button>
      <Button className="button button-quiet" aria-label={`Take ${arm} out`} onPress={() => lab.withdraw(waiting)}>
        Take out
      </Button>
    </span>
  );
}

interface FailedProps {
  readonly failed: readonly Run[];
  readonly onRetry: (runs: readonly Run[]) => void;
}

/** What diverged is a result: the same numbers would diverge again. */
function Failed({ failed, onRetry }: FailedProps) {
  if (failed.length === 0) return "0";
  const others = failed.filter(({ failure }) => failure?.reason !== "diverged");
  if (others.length === 0) return `${count(failed.length)}, diverged`;
  return (
    <>
      {count(failed.length)}{" "}
      <Button className="button button-quiet no-print" onPress={() => onRetry(others)}>
        Try again
      </Button>
    </>
  );
}

/** Of runs under way, paused ones too. One that goes on has begun before, and may wait all the same. */
const waits = ({ status, started }: Run): boolean => status === "queued" || (status === "paused" && started === null);
