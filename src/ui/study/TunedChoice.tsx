// Which of its factors a study of one's own does not compare, but lets each arm choose.
import type { Option } from "../controls/Choice.tsx";
import { Pick } from "../controls/Pick.tsx";
import { useLab } from "../labContext.tsx";
import type { Study } from "../../study/study.ts";
import { factorTitle } from "../../study/words.ts";
import { STUDY } from "./chosenStudy.ts";

const NOTHING = "";

export function TunedChoice({ study }: { readonly study: Study }) {
  const lab = useLab();
  const { factors, tuned } = study;
  if (factors.length < 2) return null;
  const options: readonly Option<string>[] = [
    { value: NOTHING, label: "Nothing" },
    ...factors.map((factor) => ({ value: factor.setting, label: factorTitle(factor, study) })),
  ];
  return (
    <Pick
      label="Chosen by each arm"
      help="All its values are trained, and each arm keeps the one with the best validation accuracy: a learning rate, say."
      options={options}
      value={tuned ?? NOTHING}
      onChange={(value) => lab.setShown({ [STUDY.tuned]: value === NOTHING ? null : value })}
    />
  );
}
