// One setting in the panel: its control, what it does and where the paper speaks of it, and the way back to its default.
import { useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { familyOf } from "../../networks/families.ts";
import { changeAt } from "../../recipe/change.ts";
import type { Experiment } from "../../recipe/experiment.ts";
import { byLabel } from "../../recipe/labels.ts";
import { faultWords } from "../../recipe/parse.ts";
import type { SettingNow } from "../../recipe/usual.ts";
import { branchOf, type AnyVariant, type Setting } from "../../settings/field.ts";
import { valueAt } from "../../settings/problem.ts";
import { Choices } from "../controls/Choice.tsx";
import { focusOn } from "../focusOn.ts";
import { useLab } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import type { TermId } from "../terms/terms.ts";
import { SettingControl } from "./SettingControl.tsx";
import { saysWhatIsWrong } from "./RecipeControls.tsx";
import { valueNowWords } from "./settingNowWords.ts";

const ACTIVATIONS = activationNames.map((value) => ({ value, label: describeActivation(value).words }));

/** Words of the field that a setting is about, by its path. */
const TERMS: Readonly<Record<string, { readonly id: TermId; readonly question: string }>> = {
  "network.module.segments": { id: "segment", question: "What is a segment?" },
  "training.epochs": { id: "epoch", question: "What is an epoch?" },
  seed: { id: "seed", question: "What is a seed?" },
};

interface SettingRowProps {
  readonly setting: SettingNow;
  readonly experiment: Experiment;
}

export function SettingRow({ setting, experiment }: SettingRowProps) {
  const lab = useLab();
  const row = useRef<HTMLDivElement>(null);
  const [refusal, setRefusal] = useState<{ readonly of: Experiment; readonly words: string } | null>(null);
  const { leaf, value, usual, differs, isCompared } = setting;
  const { recipe } = experiment;
  const field = offeringStops(leaf.field, experiment);
  const usualWords = valueNowWords(setting, usual);

  /** Null, or the sentence that says why it cannot be. */
  const change = (to: unknown): string | null => {
    const fault = lab.tryChange(changeAt(leaf.path, to));
    return fault && faultWords(fault, byLabel).join(" ");
  };
  const refuse = (words: string | null) => setRefusal(words === null ? null : { of: experiment, words });
  const reset = () => {
    if (isCompared)
      lab.chooseActivations(activationNames.filter((name) => (usual as readonly string[]).includes(name)));
    else refuse(change(usual));
    // The button goes with the difference.
    focusOn(row.current);
  };
  const term = TERMS[leaf.path.join(".")];
  return (
    <div
      ref={row}
      className={differs ? "setting setting-differs" : "setting"}
      role="group"
      aria-label={differs ? `${field.label}, differs from the default` : field.label}
    >
      {isCompared ? (
        <Choices
          label={field.label}
          options={ACTIVATIONS}
          values={experiment.intermediateActivations}
          onChange={(values) => lab.chooseActivations(values)}
          help={explained(leaf.field, recipe, leaf.path)}
        />
      ) : (
        <SettingControl
          field={field}
          value={value}
          onChange={(to) => {
            const words = change(to);
            if (saysWhatIsWrong(field)) return words;
            refuse(words);
            return null;
          }}
          help={explained(leaf.field, recipe, leaf.path)}
        />
      )}
      {term && (
        <p className="help setting-term">
          <Term id={term.id}>{term.question}</Term>
        </p>
      )}
      {differs && (
        <p className="setting-usual">
          Default: {usualWords}{" "}
          <Button className="button button-quiet" aria-label={`Reset ${field.label} to ${usualWords}`} onPress={reset}>
            Reset
          </Button>
        </p>
      )}
      {refusal?.of === experiment && (
        <p className="field-error setting-refusal" role="alert">
          {refusal.words} Nothing was changed.
        </p>
      )}
    </div>
  );
}

/** The number of segments is one of the slider's stops. */
function offeringStops(field: Setting | AnyVariant, { recipe: { network } }: Experiment): Setting | AnyVariant {
  const { slider } = familyOf(network);
  if (!slider || field !== slider.field) return field;
  return { ...slider.field, offered: { values: slider.stops(network), words: String } };
}

/** What the setting does, the branch that is chosen, and the place in the paper. */
function explained(
  field: Setting | AnyVariant,
  recipe: Experiment["recipe"],
  path: SettingNow["leaf"]["path"],
): ReactNode {
  const branch = field.kind === "variant" ? branchOf(field, valueAt(recipe, path.slice(0, -1))) : undefined;
  return (
    <>
      {field.help} {branch?.help !== undefined && `${branch.help} `}
      {field.paper !== undefined && <cite className="setting-paper">In the paper: {field.paper}.</cite>}
    </>
  );
}
