// What to do where "Train" was pressed on what is trained already: another seed, or the same once more.
import { Button } from "react-aria-components/Button";
import { nextSeed, untrainedArms } from "../../lab/repeat.ts";
import { armsOf } from "../../recipe/experiment.ts";
import { focusOn } from "../focusOn.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import "../controls/buttons.css";

/** The button that asks gets the focus back. */
export const TRAIN_BUTTON = "train-button";

export function RepeatQuestion() {
  const lab = useLab();
  const { asksToRepeat, ...state } = useLabState(({ experiment, runs, engine, asksToRepeat }) => ({
    experiment,
    runs,
    engine,
    asksToRepeat,
  }));
  const { seed } = state.experiment.recipe;
  const answer = (action: () => void) => () => {
    focusOn(document.getElementById(TRAIN_BUTTON));
    action();
  };
  const onKeyDown = ({ key }: { readonly key: string }) => {
    if (key === "Escape") answer(lab.dismissRepeat)();
  };
  return (
    <div className="repeat no-print" role="status">
      {/* The runs may have been removed since. */}
      {asksToRepeat && untrainedArms(state).length === 0 && (
        <>
          <p>
            {armsWords(armsOf(state.experiment).length)} trained with seed {seed} already, or being trained. The same
            recipe gives the same numbers again; another seed shows how much is chance.
          </p>
          <span className="repeat-buttons">
            <Button className="button" onKeyDown={onKeyDown} onPress={answer(lab.trainNextSeed)}>
              Train with seed {nextSeed(state)}
            </Button>
            <Button className="button" onKeyDown={onKeyDown} onPress={answer(lab.train)}>
              Train the same again
            </Button>
            <Button className="button button-quiet" onKeyDown={onKeyDown} onPress={answer(lab.dismissRepeat)}>
              Neither
            </Button>
            <Term id="seed">What is a seed?</Term>
          </span>
        </>
      )}
    </div>
  );
}

function armsWords(arms: number): string {
  if (arms === 1) return "This arm is";
  return arms === 2 ? "Both arms are" : `All ${arms} arms are`;
}
