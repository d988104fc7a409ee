// What "Train" will train.
import { armsOf, type Experiment } from "../../recipe/experiment.ts";
import { useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { ArmChips } from "./ArmChips.tsx";

export function ArmsPanel() {
  const experiment = useLabState((state) => state.experiment);
  return (
    <section className="section" aria-labelledby="experiment-title">
      <div className="section-head">
        <h2 id="experiment-title">The experiment</h2>
        <p>
          {armsWords(experiment)} What is an <Term id="arm">arm</Term>?
        </p>
      </div>
      <ArmChips experiment={experiment} />
    </section>
  );
}

function armsWords(experiment: Experiment): string {
  const amount = armsOf(experiment).length;
  if (amount === 1) return "One arm, one seed. To compare, choose two activations, or keep this one and move on.";
  const words = ["", "", "Two", "Three", "Four", "Five", "Six"][amount] ?? String(amount);
  return `${words} arms, one seed: the same data in the same order, the same first weights.`;
}
