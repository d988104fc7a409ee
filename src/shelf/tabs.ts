// Tells the other tabs that something on the shelf has changed. They read it themselves.

export interface Tabs {
  tellChanged(): void;
  onChanged(call: () => void): void;
}

/** Without BroadcastChannel nothing is sent; a tab then reads when the person comes back to it. */
export function browserTabs(): Tabs {
  if (typeof BroadcastChannel === "undefined") return { tellChanged() {}, onChanged() {} };
  const channel = new BroadcastChannel("xception-lab shelf");
  return {
    tellChanged: () => channel.postMessage("changed"),
    onChanged: (call) => channel.addEventListener("message", call),
  };
}

/** Tabs in memory; each call of the returned function is a tab. */
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
