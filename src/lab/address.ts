// Keeps the address bar and the experiment in step: a link that is opened is shown, and changes are
// written into the link. Reaches the address through three functions.
import { defaultExperiment, type Experiment } from "../recipe/experiment.ts";
import type { Lab } from "./lab.ts";
import { readLink, writeLink } from "./link.ts";
import { LinkError, linkFaultWords } from "./linkFields.ts";
import { byLabel } from "../recipe/labels.ts";
import type { ReplacedBy } from "./replacements.ts";
import type { Clock } from "./store.ts";

export interface Address {
  /** The part from "#" on; may be empty. */
  read(): string;
  /** Replaces that part, without a new entry in the browser's history. */
  write(hash: string): void;
  /** Calls when a person has changed it. */
  listen(changed: () => void): void;
}

/** Browsers refuse a new address for every step of a slider, so changes are collected for this long. */
const REST_MS = 200;

/** Shows the link's experiment now, and follows changes from then on. */
export function followAddress(lab: Lab, address: Address, clock: Clock): void {
  let shown = lab.store.getState().experiment;
  let callOff: (() => void) | null = null;
  let isOpen = false;

  /** A link that was opened is not written back: a broken one stays in the bar, to be corrected. */
  function show(experiment: Experiment, by: ReplacedBy): void {
    callOff?.();
    callOff = null;
    shown = experiment;
    if (isOpen) lab.replaceExperiment(experiment, by);
    else lab.showExperiment(experiment);
    isOpen = true;
  }

  function open(): void {
    try {
      show(readLink(address.read()), "link");
      lab.dismissNotice("link");
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      show(defaultExperiment, "defaults");
      const message =
        `The link cannot be read: ${linkFaultWords(error.fault, byLabel)}. The default experiment is shown ` +
        "instead; correct the link, or set up the experiment anew and share that.";
      lab.store.dispatch({ type: "noticed", notice: { key: "link", tone: "problem", message } });
    }
  }

  address.listen(open);
  open();
  lab.store.subscribe(({ experiment }, before) => {
    if (experiment === before.experiment || experiment === shown) return;
    shown = experiment;
    callOff?.();
    callOff = clock.after(REST_MS, () => {
      const link = writeLink(experiment);
      address.write(link === "" ? "" : `#${link}`);
    });
  });
}
