// Puts the workers, the store and the page together.
import { followAddress } from "./lab/address.ts";
import { createLab } from "./lab/createLab.ts";
import { keepRuns } from "./lab/keeping/keepRuns.ts";
import { keepEngineChoice } from "./lab/keptEngine.ts";
import { trainsNow } from "./lab/selectors.ts";
import { createLabStore, systemClock } from "./lab/store.ts";
import { stayAwake } from "./lab/wakefulness.ts";
import { webLocks } from "./shelf/locks.ts";
import { openShelf } from "./shelf/openShelf.ts";
import { browserTabs } from "./shelf/tabs.ts";
import { fetchAhead } from "./worker/fetchAhead.ts";
import { lockReleased } from "./worker/life.ts";
import { startWorker } from "./worker/startWorker.ts";
import { WorkerPool } from "./worker/pool.ts";

/** More workers than this would mostly wait for memory. */
const MOST_WORKERS = 4;

/** The state of the history's entries that the page has written. */
const OURS = "xception-lab";

const drawing = import("./ui/drawPage.tsx");

const store = createLabStore();
const pool = new WorkerPool({
  size: Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1)),
  makeWorker: startWorker,
  released: lockReleased,
  after: systemClock.after,
  events: store.dispatchSoon,
  notice: (message) => store.dispatch({ type: "noticed", notice: { key: "worker", tone: "information", message } }),
});

const visit = Date.now().toString(36);
let named = 0;
const onReturn = (call: () => void): void => {
  addEventListener("focus", call);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && call());
};
const keeping = keepRuns({
  store,
  clock: systemClock,
  locks: webLocks(navigator.locks),
  tabs: browserTabs(),
  openShelf,
  onReturn,
});
const lab = createLab({
  store,
  trainers: pool,
  clock: systemClock,
  keeping,
  newId: () => `${visit}-${++named}`,
  today: Date.now,
});

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");
const sayUnreachable = (error: unknown): never => {
  root.textContent = "The page could not be loaded: you are offline, or its server does not answer. Reload it later.";
  throw error;
};

const { drawPage } = await drawing.catch(sayUnreachable);
keepEngineChoice(lab, {
  read: () => localStorage.getItem("xception-lab engine"),
  write: (choice) => localStorage.setItem("xception-lab engine", choice),
});
followAddress(
  lab,
  {
    read: () => location.hash,
    write(hash, entry) {
      const address = `${location.pathname}${location.search}${hash}`;
      if (entry === "new") history.pushState(OURS, "", address);
      else history.replaceState(OURS, "", address);
    },
    // An entry that a person has typed has no state.
    listen: (changed) => addEventListener("popstate", ({ state }) => changed(state === null ? "person" : "history")),
  },
  systemClock,
);
// Before the page's own listeners, which may take long.
for (const pressed of ["pointerdown", "pointerup", "keydown"])
  addEventListener(pressed, () => pool.rest(), { capture: true, passive: true });
addEventListener("online", () => lab.askAgain());
addEventListener("beforeunload", (event) => {
  if (trainsNow(store.getState())) event.preventDefault();
});
if ("wakeLock" in navigator) {
  const askAgain = stayAwake(store, () => navigator.wakeLock.request("screen"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && askAgain());
}

await drawPage(root, lab).catch(sayUnreachable);
fetchAhead();
