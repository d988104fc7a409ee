// What went wrong or ought to be known: what, why and what to do, each until dismissed.
import { Button } from "react-aria-components/Button";
import type { Notice } from "../../lab/state.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { withLabels } from "../settings/fieldLabels.ts";
import "../controls/buttons.css";
import "./Notices.css";

export function Notices() {
  const lab = useLab();
  const notices = useLabState((state) => state.notices);
  const engineProblem = useLabState((state) => state.engine.problem);
  const all: readonly Notice[] = engineProblem === null ? notices : [{ key: "engine", tone: "problem", message: engineProblem }, ...notices.filter(({ key }) => key !== "engine")];
  return (
    <div className="notices">
      {all.map(({ key, tone, message }) => (
        <div key={key} className={`notice notice-${tone}`} role={tone === "problem" ? "alert" : "status"}>
          <p>{withLabels(message)}</p>
          {/* A missing engine stays said until there is one. */}
          {key !== "engine" && <Button className="button button-quiet" aria-label={`Dismiss: ${withLabels(message).slice(0, 60)}`} onPress={() => lab.dismissNotice(key)}>Dismiss</Button>}
        </div>
      ))}
    </div>
  );
}
