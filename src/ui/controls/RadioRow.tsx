// Radio buttons side by side. They are the browser's own: Tab enters at the one that is checked, arrow keys move.
import { useId, type ReactNode } from "react";
import "./Choice.css";

interface RadioRowProps<V extends string> {
  readonly options: readonly { readonly value: V; readonly label: string; readonly picture?: ReactNode }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly className?: string;
  readonly "aria-label"?: string;
  readonly "aria-labelledby"?: string;
  readonly "aria-describedby"?: string | undefined;
}

/** An option with a picture shows that instead of its label. */
export function RadioRow<V extends string>({ options, value, onChange, className = "", ...aria }: RadioRowProps<V>) {
  const name = useId();
  return (
    <div role="radiogroup" className={`choice ${className}`} {...aria}>
      {options.map((option) => (
        <label key={option.value} className="choice-option" data-selected={option.value === value || undefined}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            {...(option.picture !== undefined && { "aria-label": option.label })}
          />
          {option.picture ?? option.label}
        </label>
      ))}
    </div>
  );
}
