// Content that is rarely needed, folded away behind its title.
import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components/Disclosure";
import { useState } from "react";
import "./Fold.css";

interface FoldProps {
  readonly title: string;
  /** Shown beside the title. */
  readonly note?: string;
  readonly level?: 3 | 4;
  readonly children: ReactNode;
}

/** The content is made when it is first opened. */
export function Fold({ title, note, level = 3, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure className="fold" isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={level}>
        <Button slot="trigger" className="fold-title">
          <span aria-hidden className="fold-arrow" />
          {title}
          {note && <span className="fold-note">{note}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="fold-panel">{open && <div className="fold-content">{children}</div>}</DisclosurePanel>
    </Disclosure>
  );
}
