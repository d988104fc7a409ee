// Another experiment in the place of the one that is shown: with a notice, and a way back.
import type { Experiment } from "../recipe/experiment.ts";
import { canonicalJson } from "../recipe/hash.ts";
import type { LabStore } from "./store.ts";

/** What put another experiment in the place of the one that was shown. */
export type ReplacedBy = "defaults" | "file" | "link" | "run";

const WORDS: Readonly<Record<ReplacedBy, string>> = {
  defaults: "The default experiment is shown.",
  file: "The file’s experiment is shown.",
  link: "The link’s experiment is shown.",
  run: "The run’s recipe is shown.",
};

/** The key of the notice that says what was replaced, and can undo it. */
export const REPLACED = "replaced";

const MOST_STEPS_BACK = 50;

interface Replacements {
  /** Shows it, and keeps the way back unless nothing changes. */
  replace(next: Experiment, by: ReplacedBy): void;
  /** Shows the experiment before the last replacement; the one before that can be undone next. */
  undo(): void;
  /** There is no way back any more. */
  forget(): void;
}

export function replacements(store: LabStore, show: (experiment: Experiment) => void): Replacements {
  let before: readonly { readonly experiment: Experiment; readonly by: ReplacedBy }[] = [];

  function tell(): void {
    const last = before.at(-1);
    if (!last) return store.dispatch({ type: "noticeDismissed", key: REPLACED });
    const notice = { key: REPLACED, tone: "information", message: WORDS[last.by], undo: "replacement" } as const;
    store.dispatch({ type: "noticed", notice });
  }

  return {
    replace(next, by) {
      const { experiment } = store.getState();
      show(next);
      if (canonicalJson(experiment) === canonicalJson(next)) return;
      before = [...before, { experiment, by }].slice(-MOST_STEPS_BACK);
      tell();
    },
    undo() {
      const last = before.at(-1);
      if (!last) return;
      before = before.slice(0, -1);
      show(last.experiment);
      tell();
    },
    forget() {
      before = [];
      tell();
    },
  };
}
