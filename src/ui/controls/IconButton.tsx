// A button that shows a picture, with its name as a tooltip.
import { Button, type ButtonProps } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Icon, type IconName } from "./Icon.tsx";
import "./buttons.css";

interface IconButtonProps extends Omit<ButtonProps, "className" | "children" | "aria-label"> {
  readonly icon: IconName;
  /** The visible name. */
  readonly label: string;
  /** The name for screen readers, where several buttons have the same visible name. */
  readonly spoken: string;
}

export function IconButton({ icon, label, spoken, ...button }: IconButtonProps) {
  return (
    <TooltipTrigger delay={350}>
      <Button {...button} className="button button-quiet button-icon" aria-label={spoken}>
        <Icon name={icon} />
      </Button>
      <Tooltip className="tooltip" offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
