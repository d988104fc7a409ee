// A switch, on or off.
import { useId, type ReactNode } from "react";
import { Switch } from "react-aria-components/Switch";
import "./Field.css";
import "./Toggle.css";

interface ToggleProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly help?: ReactNode;
}

export function Toggle({ label, value, onChange, help }: ToggleProps) {
  const id = useId();
  return (
    <div className="field">
      <Switch
        className="toggle"
        isSelected={value}
        onChange={onChange}
        aria-labelledby={id}
        {...(help !== undefined ? { "aria-describedby": `${id}-help` } : {})}
      >
        <span className="field-label toggle-label" id={id}>
          {label}
        </span>
        <span className="toggle-track" aria-hidden />
        <span aria-hidden>{value ? "on" : "off"}</span>
      </Switch>
      {help && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}
