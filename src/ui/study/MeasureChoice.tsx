// What of a study's runs is looked at, accuracy or loss, as its address says.
import { measureNames, type StudyMeasure } from "../../study/measures.ts";
import { RadioRow } from "../controls/RadioRow.tsx";
import { useLab, useShown } from "../labContext.tsx";
import { STUDY } from "./chosenStudy.ts";

const LABELS: Readonly<Record<StudyMeasure, string>> = { accuracy: "Accuracy", loss: "Loss" };

/** Accuracy, the headline, unless the address asks for the other. */
export function useStudyMeasure(): StudyMeasure {
  const asked = useShown(STUDY.measure);
  return measureNames.find((name) => name === asked) ?? "accuracy";
}

export function MeasureChoice() {
  const lab = useLab();
  return (
    <div className="study-measure no-print">
      <RadioRow
        aria-label="What is compared"
        options={measureNames.map((value) => ({ value, label: LABELS[value] }))}
        value={useStudyMeasure()}
        onChange={(measure) => lab.setShown({ [STUDY.measure]: measure === "accuracy" ? null : measure })}
      />
    </div>
  );
}
