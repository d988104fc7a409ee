// How much the browser keeps for this page, and whether for good.
import { useEffect, useState } from "react";
import type { StorageUse } from "./storageWords.ts";

interface StorageAsked {
  /** Null until the browser has said, and where it does not say. */
  readonly use: StorageUse | null;
  /** Asks the browser to keep it for good; resolves with whether it does. Only after a press, because it may ask the person. */
  readonly persist: () => Promise<boolean>;
}

/** Looks again when `occasion` changes. */
export function useStorage(occasion: number): StorageAsked {
  const [use, setUse] = useState<StorageUse | null>(null);
  useEffect(() => {
    let isLatest = true;
    void storageUse().then((found) => isLatest && setUse(found));
    return () => void (isLatest = false);
  }, [occasion]);
  const persist = async () => {
    const isGranted = await navigator.storage.persist().catch(() => false);
    setUse(await storageUse());
    return isGranted;
  };
  return { use, persist };
}

async function storageUse(): Promise<StorageUse | null> {
  // Old browsers have none of it, and neither has a page that was not loaded securely.
  if (!("storage" in navigator)) return null;
  try {
    const [{ usage = null, quota = null }, isPersisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ]);
    return { usage, quota, isPersisted };
  } catch {
    return null;
  }
}
