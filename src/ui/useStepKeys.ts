// Ctrl+Z takes the last step back, Ctrl+Shift+Z or Ctrl+Y does it again (Command on a Mac); text that is being typed
// keeps the browser's own undo.
import { useEffect } from "react";
import { useLab } from "./labContext.tsx";

export function useStepKeys(): void {
  const lab = useLab();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const isRedo = key === "y" || (key === "z" && event.shiftKey);
      if (!isRedo && key !== "z") return;
      event.preventDefault();
      if (isRedo) lab.redo();
      else lab.undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [lab]);
}

/** Whether the target is a text field, unless it says that nothing was typed into it. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && TEXT_TYPES.has(target.type) && target.dataset["untyped"] !== "true";
}

const TEXT_TYPES: ReadonlySet<string> = new Set(["text", "search", "number"]);
