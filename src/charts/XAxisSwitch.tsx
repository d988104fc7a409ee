// Chooses what the charts' x-axis counts; one switch for all charts of a page.
import { X_AXES, type XAxisName } from "./series.ts";
import "./XAxisSwitch.css";

interface XAxisSwitchProps {
  readonly axis: XAxisName;
  readonly onChange: (axis: XAxisName) => void;
}

export function XAxisSwitch({ axis, onChange }: XAxisSwitchProps) {
  return (
    <fieldset className="chart-switch">
      <legend>by</legend>
      {X_AXES.map((each) => (
        <label key={each}>
          <input type="radio" name="x-axis" value={each} checked={each === axis} onChange={() => onChange(each)} />
          <span>{each}</span>
        </label>
      ))}
    </fieldset>
  );
}
