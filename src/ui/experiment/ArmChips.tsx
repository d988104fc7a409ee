// The arms that "Train" will train, as chips in a row: each with its line, its name and what can be done with it.
import { memo, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { armRef } from "../../lab/columns.ts";
import { armWords, hasSlider, isPinnedHere, pinHere } from "../../recipe/arms.ts";
import { networkCost } from "../../recipe/cost.ts";
import { MOST_PINNED, namedArms, networkKey, type Arm, type Experiment } from "../../recipe/experiment.ts";
import { draggable } from "../compare/dragged.ts";
import { ActionMenu } from "../controls/ActionMenu.tsx";
import { Icon } from "../controls/Icon.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { focusOn } from "../focusOn.ts";
import { count as countWords } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { markOf } from "../marks.ts";
import { ArmName } from "./ArmName.tsx";
import "../controls/buttons.css";
import "./ArmChips.css";

export const ArmChips = memo(function ArmChips({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  const list = useRef<HTMLUListElement>(null);
  /** From which place to which an arm is dragged. */
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const [spoken, setSpoken] = useState("");
  const arms = namedArms(experiment);
  const words = armWords(arms);
  const nameAt = (index: number) => arms[index]?.name ?? words[index] ?? "";

  const move = (from: number, to: number) => {
    const arm = arms[from];
    if (!arm || from === to) return;
    lab.moveArm(arm.recipe.network, to);
    setSpoken(`${nameAt(from)} is arm ${to + 1} of ${arms.length} now.`);
  };
  const remove = (index: number) => {
    const arm = arms[index];
    if (!arm) return;
    lab.removeArm(arm.recipe.network);
    // The chip is gone, and a menu with it.
    requestAnimationFrame(() => {
      const buttons = [...(list.current?.querySelectorAll<HTMLElement>(".arm-menu-button") ?? [])];
      focusOn(buttons[index] ?? buttons.at(-1) ?? null);
    });
    setSpoken(`${nameAt(index)} is no longer kept.`);
  };
  const another = (index: number) => {
    const arm = arms[index];
    if (!arm) return;
    lab.anotherLike(arm.recipe.network);
    setSpoken(`${nameAt(index)} is kept. Change a setting: the arm with it stands beside.`);
  };
  return (
    <div className="arms">
      <ul ref={list} className="arm-chips" aria-label="Arms">
        {arms.map((arm, index) => (
          <ArmChip
            key={networkKey(arm.recipe.network)}
            arm={arm}
            words={words[index] ?? ""}
            index={index}
            count={arms.length}
            drop={drag?.to !== index ? null : drag.from === index ? "own" : drag.from > index ? "before" : "after"}
            onDrag={() => setDrag({ from: index, to: index })}
            onDragOver={() => {
              if (drag && drag.to !== index) setDrag({ ...drag, to: index });
              return drag !== null;
            }}
            onDragEnd={(isDropped) => {
              if (drag && isDropped) move(drag.from, drag.to);
              setDrag(null);
            }}
            onMove={(to) => move(index, to)}
            onRemove={() => remove(index)}
            onAnother={() => another(index)}
          />
        ))}
      </ul>
      <KeepButton experiment={experiment} />
      <span className="unseen" role="status">
        {spoken}
      </span>
    </div>
  );
});

interface ArmChipProps {
  readonly arm: Arm;
  /** What distinguishes it from the other arms. */
  readonly words: string;
  readonly index: number;
  readonly count: number;
  /** Where an arm that is dragged over this one would stand; "own" over its own place, null elsewhere. */
  readonly drop: "before" | "after" | "own" | null;
  readonly onDrag: () => void;
  /** Returns whether what is dragged is an arm of this list. */
  readonly onDragOver: () => boolean;
  readonly onDragEnd: (isDropped: boolean) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onAnother: () => void;
}

function ArmChip(props: ArmChipProps) {
  const { arm, words, index, count, drop, onDrag, onDragOver, onDragEnd, onMove, onRemove, onAnother } = props;
  const lab = useLab();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isRenamed, setRenamed] = useState(false);
  const { recipe, name, isPinned } = arm;
  const called = name ?? words;
  return (
    <li className="arm">
      <div
        className="arm-body"
        draggable={count > 1 && !isRenamed}
        data-drop={drop ?? undefined}
        onDragStart={(event) => {
          draggable(armRef(recipe.network)).onDragStart(event);
          onDrag();
        }}
        onDragOver={(event) => {
          if (onDragOver()) event.preventDefault(); // Which allows the drop.
        }}
        onDrop={(event) => {
          event.preventDefault();
          onDragEnd(true);
        }}
        onDragEnd={() => onDragEnd(false)}
      >
        <Swatch mark={markOf(recipe.network, called)} />
        {isRenamed ? (
          <ArmName
            arm={arm}
            words={words}
            onDone={(byKey) => {
              setRenamed(false);
              if (byKey) requestAnimationFrame(() => button.current?.focus());
            }}
          />
        ) : (
          <>
            <span className="arm-words">
              <b>{called}</b>
              {name !== null && <small className="soft"> {words}</small>}
              <span className="unseen">{isPinned ? ", kept" : ", of this point"}</span>
            </span>
            <Button
              ref={button}
              className="button button-quiet button-icon arm-menu-button"
              aria-label={`What to do with ${called}`}
              aria-haspopup="menu"
              aria-expanded={isOpen}
              onPress={() => setOpen(true)}
            >
              <Icon name="more" />
            </Button>
            {isPinned && (
              <Button
                className="button button-quiet button-icon arm-remove"
                aria-label={`Remove ${called}`}
                onPress={onRemove}
              >
                <Icon name="remove" />
              </Button>
            )}
          </>
        )}
        {isOpen && (
          <ActionMenu
            label={`What to do with ${called}`}
            note={`${words}, ${countWords(networkCost(recipe).parameters)} parameters`}
            trigger={button}
            actions={[
              { label: "Rename", act: () => setRenamed(true) },
              { label: "Another like it", act: onAnother },
              { label: "Move left", isDisabled: index === 0, act: () => onMove(index - 1) },
              { label: "Move right", isDisabled: index === count - 1, act: () => onMove(index + 1) },
              { label: "Side by side", act: () => lab.putBeside([armRef(recipe.network)]) },
              { label: "Remove", isDisabled: !isPinned, act: onRemove },
            ]}
            onClose={() => setOpen(false)}
          />
        )}
      </div>
    </li>
  );
}

/** Keeps this point, so that the next one is compared with it. */
function KeepButton({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  const said = useRef<HTMLParagraphElement>(null);
  const isKept = isPinnedHere(experiment);
  const hasRoom = pinHere(experiment) !== null;
  return (
    <>
      {!isKept && (
        <Button
          className="button button-quiet arm-keep"
          isDisabled={!hasRoom}
          onPress={() => {
            lab.pin();
            // The button is gone, and its place has the words that say what to do next.
            requestAnimationFrame(() => focusOn(said.current));
          }}
        >
          {hasRoom ? "+ Keep these and move on" : `No more than ${MOST_PINNED} arms can be kept`}
        </Button>
      )}
      <p ref={said} className="arm-hint soft" role="status">
        {isKept && `Kept. ${hasSlider(experiment) ? "Move the slider" : "Change a setting"} to add others.`}
      </p>
    </>
  );
}
