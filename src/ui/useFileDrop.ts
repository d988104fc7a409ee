// Takes files that are dropped anywhere on the page. A file that misses a smaller target would replace the page.
import { useEffect, useRef, useState } from "react";

/** Whether files are held over the page now. */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  }, [onFiles]);
  useEffect(() => {
    const leaves = new AbortController();
    const on = <K extends "dragover" | "dragleave" | "drop">(name: K, take: (event: DragEvent) => void) =>
      window.addEventListener(name, take, { signal: leaves.signal });
    on("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    });
    // Without a place where it goes, it has left the page.
    on("dragleave", (event) => event.relatedTarget === null && setOver(false));
    on("drop", (event) => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
    });
    return () => leaves.abort();
  }, []);
  return isOver;
}
