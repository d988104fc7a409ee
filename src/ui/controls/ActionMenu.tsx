// A menu of actions below its button. The menu of react-aria-components would be in the first script as a whole, because
// its dialogs import from it.
import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from "react";
import { Popover } from "react-aria-components/Popover";
import "./ActionMenu.css";

export interface Action {
  readonly label: string;
  /** What it is for, in a line below its label. */
  readonly purpose?: string;
  readonly isDisabled?: boolean;
  readonly act: () => void;
}

interface ActionMenuProps {
  readonly label: string;
  /** Said above the actions. */
  readonly note: string;
  readonly trigger: RefObject<HTMLElement | null>;
  readonly actions: readonly Action[];
  readonly onClose: () => void;
}

/** Opened while it is drawn. */
export function ActionMenu({ label, note, trigger, actions, onClose }: ActionMenuProps) {
  return (
    <Popover
      aria-label={label}
      className="menu-popover"
      placement="bottom start"
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
    >
      <Items label={label} note={note} actions={actions} onClose={onClose} />
    </Popover>
  );
}

function Items({ label, note, actions, onClose }: Omit<ActionMenuProps, "trigger">) {
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  useLayoutEffect(() => menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);
  const press = (event: KeyboardEvent) => {
    const all = items();
    const here = all.findIndex((item) => item === document.activeElement);
    const next = {
      ArrowDown: all[(here + 1) % all.length],
      ArrowUp: all.at(here - 1),
      Home: all[0],
      End: all.at(-1),
      Tab: null,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next) next.focus();
    else onClose();
  };
  return (
    <div ref={menu} className="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={press}>
      <p className="menu-note soft" role="presentation">
        {note}
      </p>
      {actions.map(({ label: words, purpose, isDisabled = false, act }, at) => (
        <button
          key={words}
          type="button"
          role="menuitem"
          // One that the tabulator reaches, so that a menu longer than the window can be scrolled with keys.
          tabIndex={at === 0 ? 0 : -1}
          aria-disabled={isDisabled}
          onPointerEnter={({ currentTarget }) => currentTarget.focus()}
          onClick={() => {
            if (isDisabled) return;
            onClose();
            act();
          }}
        >
          {words}
          {purpose !== undefined && <small className="menu-purpose soft">{purpose}</small>}
        </button>
      ))}
    </div>
  );
}
