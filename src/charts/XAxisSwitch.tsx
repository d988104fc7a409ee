// Chooses what the charts' x-axis counts; one switch for all charts of a page.
import { useId } from "react";
import { axisWords } from "./axes.ts";
import type { AxisName } from "./series.ts";
import "./XAxisSwitch.css";

interface XAxisSwitchProps<A extends AxisName> {
  readonly axes: readonly A[];
  readonly axis: A;
  readonly onChange: (axis: A) => void;
}

export function XAxisSwitch<A extends AxisName>({ axes, axis, onChange }: XAxisSwitchProps<A>) {
  // One of its own: a view that is hidden may have the same switch.
  const name = useId();
  return (
    <fieldset className="chart-switch">
      <legend>by</legend>
      {axes.map((each) => (
        <label key={each}>
          <input type="radio" name={name} value={each} checked={each === axis} onChange={() => onChange(each)} />
          <span>{axisWords(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}
