// The arms that "Train" will train, each with its line, and a way to keep this point as one.
import { memo } from "react";
import { Button } from "react-aria-components/Button";
import { familyOf } from "../../networks/families.ts";
import { networkCost } from "../../recipe/cost.ts";
import { differences } from "../../recipe/differences.ts";
import { isPinnedHere, pinHere } from "../../recipe/arms.ts";
import { armsOf, MOST_PINNED, namedArms, type Experiment } from "../../recipe/experiment.ts";
import { Swatch } from "../controls/Swatch.tsx";
import { count } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { markOf } from "../marks.ts";
import "../controls/buttons.css";
import "./ArmCards.css";

export const ArmCards = memo(function ArmCards({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  const arms = namedArms(experiment);
  const names = differences(arms.map(({ recipe }) => recipe));
  const allKept = isPinnedHere(experiment);
  const hasRoom = pinHere(experiment) !== null;
  const { point, moves } = keepingWords(experiment);
  return (
    <div className="arms">
      <ul aria-label="Arms">
        {arms.map(({ recipe: arm, name, isPinned }, index) => (
          <li key={names[index]} className="arm">
            <Swatch mark={markOf(arm.network, names[index] ?? "")} />
            <div>
              <b>{name ?? names[index]}</b>
              <small className="soft">
                {count(networkCost(arm).parameters)} parameters
                {isPinned ? `, kept when ${moves}` : ""}
              </small>
            </div>
            {isPinned && (
              <Button
                className="button button-quiet arm-remove"
                aria-label={`Remove the arm ${names[index] ?? ""}`}
                onPress={() => lab.removeArm(arm.network)}
              >
                ✕
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button className="button" isDisabled={allKept || !hasRoom} onPress={() => lab.pin()}>
        {allKept
          ? `${point} is kept as an arm`
          : hasRoom
            ? `Keep ${point.toLowerCase()} as an arm when ${moves}`
            : `No more than ${MOST_PINNED} arms can be kept`}
      </Button>
    </div>
  );
});

/** What is kept as an arm, and what changes beside it. */
function keepingWords({ recipe }: Experiment): { readonly point: string; readonly moves: string } {
  return familyOf(recipe.network).slider
    ? { point: "This point", moves: "the slider moves" }
    : { point: "This network", moves: "its settings change" };
}

/** "two arms, one seed: the same data, the same order, the same first weights". */
export function armsWords(experiment: Experiment): string {
  const amount = armsOf(experiment).length;
  if (amount === 1) {
    const { point } = keepingWords(experiment);
    return `One arm, one seed. To compare, choose two activations, or keep ${point.toLowerCase()} and go on to another.`;
  }
  const words = ["", "", "Two", "Three", "Four", "Five", "Six"][amount] ?? String(amount);
  return `${words} arms, one seed: the same data in the same order, the same first weights.`;
}
