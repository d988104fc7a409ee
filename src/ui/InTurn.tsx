// Draws its children one after another, so that none of the drawings takes long and the page answers between them.
import { Activity, Children, startTransition, useEffect, useState, type ReactNode } from "react";

interface InTurnProps {
  /** Hidden children keep their state, and come back in turn too. */
  readonly isShown?: boolean;
  readonly children: ReactNode;
}

export function InTurn({ isShown = true, children }: InTurnProps) {
  const all = Children.toArray(children);
  const [drawn, setDrawn] = useState(1);
  const [wasShown, setWasShown] = useState(isShown);
  if (wasShown !== isShown) {
    setWasShown(isShown);
    setDrawn(1);
  }
  const isDone = drawn >= all.length;
  useEffect(() => {
    if (isShown && !isDone) startTransition(() => setDrawn((before) => before + 1));
  }, [isShown, drawn, isDone]);
  return all.map((child, at) => (
    <Activity key={at} mode={isShown && at < drawn ? "visible" : "hidden"}>
      {child}
    </Activity>
  ));
}
