// Draws its children one after another, so that none of the drawings takes long and the page answers between them.
import { Children, startTransition, useEffect, useState, type ReactNode } from "react";

export function InTurn({ children }: { readonly children: ReactNode }) {
  const all = Children.toArray(children);
  const [drawn, setDrawn] = useState(1);
  const isDone = drawn >= all.length;
  useEffect(() => {
    if (!isDone) startTransition(() => setDrawn((before) => before + 1));
  }, [drawn, isDone]);
  return all.slice(0, drawn);
}
