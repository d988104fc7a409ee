// The field in which an arm is named. Enter and leaving take the name, Escape leaves it as it was; an empty one is none.
import { useEffect, useRef, type KeyboardEvent } from "react";
import { LONGEST_NAME } from "../../recipe/armName.ts";
import type { Arm } from "../../recipe/experiment.ts";
import { useLab } from "../labContext.tsx";

interface ArmNameProps {
  readonly arm: Arm;
  /** What it is called without a name. */
  readonly words: string;
  /** Whether a key ended it, so that the focus is to go on from here. */
  readonly onDone: (byKey: boolean) => void;
}

export function ArmName({ arm: { recipe, name }, words, onDone }: ArmNameProps) {
  const lab = useLab();
  const isDone = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // After the menu has given the focus back.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const finish = (text: string | null, byKey: boolean) => {
    if (isDone.current) return; // A field that goes is left too.
    isDone.current = true;
    if (text !== null && text !== (name ?? "")) lab.renameArm(recipe.network, text);
    onDone(byKey);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key === "Enter") finish(event.currentTarget.value, true);
    else if (event.key === "Escape") finish(null, true);
  };
  return (
    <input
      ref={field}
      className="control arm-name"
      aria-label={`Name of the arm ${words}`}
      defaultValue={name ?? ""}
      placeholder={words}
      maxLength={2 * LONGEST_NAME}
      size={Math.max(16, words.length)}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={press}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onBlur={({ currentTarget }) => finish(currentTarget.value, false)}
    />
  );
}
