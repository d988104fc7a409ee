// What a person does with arms: each is one change of the experiment.
import { anotherLike, moveArm, pinHere, removeArm, renameArm } from "../recipe/arms.ts";
import { MOST_PINNED, type Experiment } from "../recipe/experiment.ts";
import { canonicalJson } from "../recipe/hash.ts";
import type { Lab } from "./lab.ts";
import type { LabStore } from "./store.ts";

type ArmActions = Pick<Lab, "pin" | "removeArm" | "renameArm" | "anotherLike" | "moveArm">;

export function armActions({ getState, dispatch }: LabStore, show: (experiment: Experiment) => void): ArmActions {
  const take = (next: (experiment: Experiment) => Experiment | null): void => {
    const { experiment } = getState();
    const changed = next(experiment);
    if (changed) return canonicalJson(changed) === canonicalJson(experiment) ? undefined : show(changed);
    const message = `No arm was kept: an experiment keeps at most ${MOST_PINNED}. Remove one first.`;
    dispatch({ type: "noticed", notice: { key: "recipe", tone: "problem", message } });
  };
  return {
    pin: () => take(pinHere),
    removeArm: (network) => take((experiment) => removeArm(experiment, network)),
    renameArm: (network, name) => take((experiment) => renameArm(experiment, network, name)),
    anotherLike: (network) => take((experiment) => anotherLike(experiment, network)),
    moveArm: (network, to) => take((experiment) => moveArm(experiment, network, to)),
  };
}
