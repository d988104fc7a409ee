// A part of a view; a fault in it leaves the others alone.
import type { ReactNode } from "react";
import { ErrorBoundary } from "../notices/ErrorBoundary.tsx";

interface PartProps {
  readonly className: string;
  /** For the words of a fault: "the slider". */
  readonly what: string;
  readonly children: ReactNode;
}

export function Part({ className, what, children }: PartProps) {
  return (
    <div className={className}>
      <ErrorBoundary what={what}>{children}</ErrorBoundary>
    </div>
  );
}
