// The factors of a study of one's own: which settings are varied, and over which values.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input, Label, TextField } from "react-aria-components/TextField";
import type { Recipe } from "../../recipe/schema.ts";
import type { Leaf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import type { Factor, FactorValue } from "../../study/study.ts";
import { Choices } from "../controls/Choice.tsx";
import { Pick } from "../controls/Pick.tsx";
import { readValues, usualValues, variableLeaves, writeValues } from "./factorsText.ts";

interface OwnFactorsProps {
  readonly factors: readonly Factor[];
  /** What is varied. */
  readonly recipe: Recipe;
  readonly onChange: (factors: readonly Factor[]) => void;
}

export function OwnFactors({ factors, recipe, onChange }: OwnFactorsProps) {
  const leaves = variableLeaves(recipe);
  const rest = leaves.filter(({ link }) => !factors.some(({ setting }) => setting === link));
  const add = (link: string) => {
    const leaf = leaves.find((each) => each.link === link);
    if (leaf) onChange([...factors, { setting: link, values: usualValues(leaf, recipe, valueAt(recipe, leaf.path)) }]);
  };
  return (
    <div className="study-factors" role="group" aria-label="What is varied">
      <p className="help">
        The first is the axis of the chart; the values of the last are compared with its first value.
      </p>
      {factors.map((factor, at) => {
        const leaf = leaves.find(({ link }) => link === factor.setting);
        if (!leaf) return null;
        const change = (values: readonly FactorValue[]) =>
          onChange(factors.map((each, place) => (place === at ? { ...each, values } : each)));
        return (
          <div className="study-factor" key={factor.setting}>
            <FactorValues key={writeValues(factor.values)} leaf={leaf} values={factor.values} onChange={change} />
            <Button
              className="button button-quiet"
              aria-label={`Do not vary ${leaf.field.label}`}
              onPress={() => onChange(factors.filter((_, place) => place !== at))}
            >
              ✕
            </Button>
          </div>
        );
      })}
      <Pick
        label="Vary also"
        options={[
          { value: "", label: "choose…" },
          ...rest.map(({ link, field }) => ({ value: link, label: field.label })),
        ]}
        value=""
        onChange={add}
      />
    </div>
  );
}

interface FactorValuesProps {
  readonly leaf: Leaf;
  readonly values: readonly FactorValue[];
  readonly onChange: (values: readonly FactorValue[]) => void;
}

function FactorValues({ leaf, values, onChange }: FactorValuesProps) {
  const { field } = leaf;
  if (field.kind === "choice" || field.kind === "switch") {
    const options =
      field.kind === "choice"
        ? field.options
        : [
            { value: false, label: "off" },
            { value: true, label: "on" },
          ];
    return (
      <Choices
        label={field.label}
        options={options.map(({ value, label }) => ({ value: String(value), label }))}
        values={values.map(String)}
        onChange={(chosen) =>
          onChange(options.map(({ value }) => value).filter((value) => chosen.includes(String(value))))
        }
      />
    );
  }
  return <ValueList leaf={leaf} values={values} onChange={onChange} />;
}

/** "1, 3, 24", taken when the field is left or Enter is pressed. */
function ValueList({ leaf, values, onChange }: FactorValuesProps) {
  const [text, setText] = useState(() => writeValues(values).replaceAll(",", ", "));
  const [fault, setFault] = useState<string | null>(null);
  const take = () => {
    const reading = readValues(text, leaf);
    setFault(reading.fault);
    if (reading.fault === null && writeValues(reading.values) !== writeValues(values)) onChange(reading.values);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TextField
        className="field"
        value={text}
        onChange={setText}
        onBlur={take}
        isInvalid={fault !== null}
        // A browser does not submit what it takes for invalid, and what was mended is submitted.
        validationBehavior="aria"
        autoComplete="off"
        spellCheck="false"
      >
        <Label className="field-label">{leaf.field.label}</Label>
        <Input className="control study-values" />
        {fault !== null && (
          <span className="field-error" role="alert">
            {fault}
          </span>
        )}
      </TextField>
    </form>
  );
}
