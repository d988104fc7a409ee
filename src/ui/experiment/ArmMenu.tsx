// What can be done with an arm, in a menu below its button.
import type { RefObject } from "react";
import { Header, Menu, MenuContext, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { networkCost } from "../../recipe/cost.ts";
import type { Arm } from "../../recipe/experiment.ts";
import { count as countWords } from "../format.ts";

/** In the order of the menu. */
const DEEDS = {
  rename: "Rename",
  another: "Another like it",
  left: "Move left",
  right: "Move right",
  remove: "Remove",
} as const;

export type ArmDeed = keyof typeof DEEDS;

/** The keyboard goes on in the menu. */
const AT_FIRST = { autoFocus: "first" } as const;

interface ArmMenuProps {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly arm: Arm;
  readonly words: string;
  readonly index: number;
  /** Of all arms. */
  readonly count: number;
  readonly onAct: (deed: ArmDeed) => void;
  readonly onClose: () => void;
}

export function ArmMenu({
  trigger,
  arm: { recipe, name, isPinned },
  words,
  index,
  count,
  onAct,
  onClose,
}: ArmMenuProps) {
  const cannot: Readonly<Record<ArmDeed, boolean>> = {
    rename: false,
    another: false,
    left: index === 0,
    right: index === count - 1,
    remove: !isPinned,
  };
  const deeds = Object.entries(DEEDS) as readonly [ArmDeed, string][];
  return (
    <Popover className="arm-menu" placement="bottom start" triggerRef={trigger} isOpen onOpenChange={onClose}>
      <MenuContext value={AT_FIRST}>
        <Menu
          aria-label={`What to do with ${name ?? words}`}
          disabledKeys={deeds.flatMap(([deed]) => (cannot[deed] ? deed : []))}
          onClose={onClose}
        >
          <MenuSection>
            <Header className="arm-menu-head soft">
              {words}, {countWords(networkCost(recipe).parameters)} parameters
            </Header>
            {deeds.map(([deed, label]) => (
              <MenuItem key={deed} id={deed} onAction={() => onAct(deed)}>
                {label}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </MenuContext>
    </Popover>
  );
}
