// Keeps the address bar, the view and the experiment in step: an address that is opened is shown, and changes are
// written into the address. Views and settings are entries of the browser's history, so that Back and Forward move
// through them. Reaches the address through three functions.
import { byLabel } from "../recipe/labels.ts";
import { defaultExperiment } from "../recipe/experiment.ts";
import type { Lab } from "./lab.ts";
import { LinkError, linkFaultWords } from "./linkFields.ts";
import type { LabState } from "./state.ts";
import type { Clock } from "./store.ts";
import { readAddress, withAddressed, writeAddress } from "./views.ts";

export interface Address {
  /** The part from "#" on; may be empty. */
  read(): string;
  /** Changes that part, as a new entry of the history or in place of the one that is shown. */
  write(hash: string, entry: "new" | "same"): void;
  /** Calls when it has changed: by Back or Forward to an entry that was written here, or by a person. */
  listen(changed: (by: "history" | "person") => void): void;
}

/** Browsers refuse a new address for every step of a slider, so changes are collected for this long. */
const REST_MS = 300;

/** Shows what the address says now, and follows changes from then on. */
export function followAddress(lab: Lab, address: Address, clock: Clock): void {
  const { store } = lab;
  /** The state that the address says. */
  let said: Pick<LabState, "experiment" | "view"> = store.getState();
  let callOff: (() => void) | null = null;
  let isShowing = false;

  function show(by: "start" | "history" | "person"): void {
    callOff?.();
    callOff = null;
    isShowing = true;
    const { view } = store.getState();
    try {
      const { experiment, ...addressed } = readAddress(address.read());
      lab.showView(withAddressed(view, addressed));
      if (by === "person") lab.replaceExperiment(experiment, "link");
      else lab.showExperiment(experiment);
      lab.dismissNotice("link");
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (by === "person") lab.replaceExperiment(defaultExperiment, "defaults");
      else lab.showExperiment(defaultExperiment);
      const message =
        `The link cannot be read: ${linkFaultWords(error.fault, byLabel)}. The default experiment is shown ` +
        "instead; correct the link, or set up the experiment anew and share that.";
      store.dispatch({ type: "noticed", notice: { key: "link", tone: "problem", message } });
    } finally {
      isShowing = false;
    }
    said = store.getState();
    // A broken link stays in the bar, to be corrected.
    address.write(address.read(), "same");
  }

  function write(): void {
    callOff?.();
    callOff = null;
    const { experiment, view } = store.getState();
    const isStep = experiment !== said.experiment || view.id !== said.view.id;
    const hash = writeAddress(view, experiment);
    if (hash !== address.read()) address.write(hash, isStep ? "new" : "same");
    said = { experiment, view };
  }

  address.listen(show);
  show("start");
  store.subscribe(({ experiment, view }, before) => {
    if (isShowing || (experiment === before.experiment && view === before.view)) return;
    if (view.id !== before.view.id) {
      // What was changed before the view was left is an entry of its own.
      if (callOff) {
        callOff();
        callOff = null;
        address.write(writeAddress(before.view, experiment), "new");
      }
      return write();
    }
    // What is looked at changes by presses, which are few, and a reload may follow at once.
    if (experiment === before.experiment && !callOff) return write();
    callOff?.();
    callOff = clock.after(REST_MS, write);
  });
}
