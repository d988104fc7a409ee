// Faults and notices, each with what, why and what to do, until dismissed.
import { useRef, type FocusEvent } from "react";
import { Button } from "react-aria-components/Button";
import type { Notice } from "../../lab/state.ts";
import { focusOn } from "../focusOn.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";
import "./Notices.css";

export function Notices() {
  const lab = useLab();
  const notices = useLabState((state) => state.notices);
  const engineProblem = useLabState((state) => state.engine.problem);
  const all: readonly Notice[] =
    engineProblem === null
      ? notices
      : [{ key: "engine", tone: "problem", message: engineProblem }, ...notices.filter(({ key }) => key !== "engine")];
  const cameFrom = useRef<HTMLElement | null>(null);
  const entered = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
      cameFrom.current = relatedTarget;
  };
  const dismiss = (key: string) => {
    focusOn(cameFrom.current);
    lab.dismissNotice(key);
  };
  const undo = (what: NonNullable<Notice["undo"]>) => {
    lab.undo(what);
    const isThere = cameFrom.current?.isConnected && !cameFrom.current.matches(":disabled");
    const place = what === "experiment" ? (isThere ? cameFrom.current : null) : document.getElementById("runs-title");
    focusOn(place ?? document.querySelector("main"));
  };
  const trainAllTheSame = () => {
    focusOn(cameFrom.current);
    lab.trainAllTheSame();
  };
  return (
    <div className="notices" onFocus={entered}>
      {all.map(({ key, tone, message, undo: what, canTrain }) => (
        <div key={key} className={`notice notice-${tone}`} role={tone === "problem" ? "alert" : "status"}>
          <p>{message}</p>
          {what && (
            <Button className="button button-quiet" aria-label={`Undo: ${message}`} onPress={() => undo(what)}>
              Undo
            </Button>
          )}
          {canTrain && (
            <Button className="button button-quiet" onPress={trainAllTheSame}>
              Train all the same
            </Button>
          )}
          {/* The notice of a missing engine stays until there is one. */}
          {key !== "engine" && (
            <Button
              className="button button-quiet"
              aria-label={`Dismiss: ${message.slice(0, 60)}`}
              onPress={() => dismiss(key)}
            >
              Dismiss
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
