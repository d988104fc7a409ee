// The arms that "Train" will train, as chips in a row: each with its line, its name and what can be done with it.
import { lazy, memo, Suspense, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { armWords, hasSlider, isPinnedHere, pinHere } from "../../recipe/arms.ts";
import { MOST_PINNED, namedArms, networkKey, type Arm, type Experiment } from "../../recipe/experiment.ts";
import { Icon } from "../controls/Icon.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { focusOn } from "../focusOn.ts";
import { useLab } from "../labContext.tsx";
import { markOf } from "../marks.ts";
import type { ArmDeed } from "./ArmMenu.tsx";
import { ArmName } from "./ArmName.tsx";
import "../controls/buttons.css";
import "./ArmChips.css";

/** Of use only once a chip's button is pressed. */
const ArmMenu = lazy(async () => ({ default: (await import("./ArmMenu.tsx")).ArmMenu }));

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
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>(".arm-menu-button") ?? [])];
    focusOn(buttons[index + 1] ?? buttons[index - 1] ?? null);
    lab.removeArm(arm.recipe.network);
    setSpoken(`${nameAt(index)} is no longer kept.`);
  };
  const act = (index: number) => (deed: Exclude<ArmDeed, "rename">) => {
    const arm = arms[index];
    if (!arm) return;
    if (deed === "left" || deed === "right") return move(index, deed === "left" ? index - 1 : index + 1);
    if (deed === "remove") return remove(index);
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
            onDragOver={() => drag && drag.to !== index && setDrag({ ...drag, to: index })}
            onDragEnd={(isDropped) => {
              if (drag && isDropped) move(drag.from, drag.to);
              setDrag(null);
            }}
            onAct={act(index)}
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
  readonly onDragOver: () => void;
  readonly onDragEnd: (isDropped: boolean) => void;
  readonly onAct: (deed: Exclude<ArmDeed, "rename">) => void;
}

function ArmChip({ arm, words, index, count, drop, onDrag, onDragOver, onDragEnd, onAct }: ArmChipProps) {
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
          event.dataTransfer.setData("text/plain", called);
          event.dataTransfer.effectAllowed = "copyMove";
          onDrag();
        }}
        onDragOver={(event) => {
          onDragOver();
          // Which allows the drop.
          if (drop !== null) event.preventDefault();
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
                onPress={() => onAct("remove")}
              >
                <Icon name="remove" />
              </Button>
            )}
          </>
        )}
        {isOpen && (
          <Suspense>
            <ArmMenu
              trigger={button}
              arm={arm}
              words={words}
              index={index}
              count={count}
              onAct={(deed) => (deed === "rename" ? setRenamed(true) : onAct(deed))}
              onClose={() => setOpen(false)}
            />
          </Suspense>
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
            focusOn(said.current);
            lab.pin();
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
