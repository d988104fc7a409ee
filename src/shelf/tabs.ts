// Tells the other tabs that something on the shelf has changed. They look themselves what it is.

export interface Tabs {
  tellChanged(): void;
  onChanged(call: () => void): void;
}

/** Without BroadcastChannel nothing is told: a tab then looks when someone comes back to it. */
export function browserTabs(): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tellChanged() {}, onChanged() {} };
  const channel = new BroadcastChannel("xception-lab shelf");
  return {
    tellChanged: () => channel.postMessage("changed"),
    onChanged: (call) => channel.addEventListener("message", call),
  };
}

/** Tabs in memory: each is a call of the function that this returns. */
export function memoryTabs(): () => Tabs {
  const listeners = new Set<{ readonly tab: object; readonly call: () => void }>();
  return () => {
    const tab = {};
    return {
      tellChanged() {
        for (const listener of listeners) if (listener.tab !== tab) listener.call();
      },
      onChanged: (call) => void listeners.add({ tab, call }),
    };
  };
}
