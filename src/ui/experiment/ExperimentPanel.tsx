// What will be compared, on which data, and the buttons that do it.
import { useLabState } from "../labContext.tsx";
import { ArmCards, armsWords } from "./ArmCards.tsx";
import { DataPanel } from "./DataPanel.tsx";
import { TrainBar } from "./TrainBar.tsx";
import "./ExperimentPanel.css";

export function ExperimentPanel() {
  const experiment = useLabState((state) => state.experiment);
  return (
    <section className="section" aria-labelledby="experiment-title">
      <div className="section-head">
        <h2 id="experiment-title">The experiment</h2>
        <p>{armsWords(experiment)}</p>
      </div>
      <ArmCards experiment={experiment} />
      <DataPanel />
      <TrainBar />
    </section>
  );
}
