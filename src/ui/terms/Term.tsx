// A word that explains itself: by pointer, key or touch it opens what it means.
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { TERMS, type TermId } from "./terms.ts";
import "./Term.css";

interface TermProps {
  readonly id: TermId;
  /** The word as it stands in its sentence. */
  readonly children: ReactNode;
}

export function Term({ id, children }: TermProps) {
  const { title, words } = TERMS[id];
  return (
    <DialogTrigger>
      <Button className="term">{children}</Button>
      <Popover className="term-popover" placement="bottom">
        <Dialog>
          <Heading slot="title" level={3}>
            {title}
          </Heading>
          <p>{words}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
