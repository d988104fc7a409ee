// What "Train" will train.
import { useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { ArmChips } from "./ArmChips.tsx";

export function ArmsPanel() {
  const experiment = useLabState((state) => state.experiment);
  return (
    <section className="section arms-panel" aria-label="Arms">
      <span className="arms-title soft">
        <Term id="arm">Arms</Term>
      </span>
      <ArmChips experiment={experiment} />
    </section>
  );
}
