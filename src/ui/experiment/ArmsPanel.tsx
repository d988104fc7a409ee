// What "Train" will train.
import { useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { ArmCards, armsWords } from "./ArmCards.tsx";

export function ArmsPanel() {
  const experiment = useLabState((state) => state.experiment);
  return (
    <section className="section" aria-labelledby="experiment-title">
      <div className="section-head">
        <h2 id="experiment-title">The experiment</h2>
        <p>
          {armsWords(experiment)} What is an <Term id="arm">arm</Term>, what is a <Term id="seed">seed</Term>?
        </p>
      </div>
      <ArmCards experiment={experiment} />
    </section>
  );
}
