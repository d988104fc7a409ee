// Chooses what the charts' x-axis counts; one switch for all charts of a page.
import { useId } from "react";
import { X_AXES, type XAxisName } from "./series.ts";
import "./XAxisSwitch.css";

interface XAxisSwitchProps {
  readonly axis: XAxisName;
  readonly onChange: (axis: XAxisName) => void;
}

export function XAxisSwitch({ axis, onChange }: XAxisSwitchProps) {
  // One of its own: a view that is hidden may have the same switch.
  const name = useId();
  return (
    <fieldset className="chart-switch">
      <legend>by</legend>
      {X_AXES.map((each) => (
        <label key={each}>
          <input type="radio" name={name} value={each} checked={each === axis} onChange={() => onChange(each)} />
          <span>{each}</span>
        </label>
      ))}
    </fieldset>
  );
}
