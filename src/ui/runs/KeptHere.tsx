// Where the runs are kept, whether they can be lost, and what one can do about it.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { useLabState } from "../labContext.tsx";
import { useSaved } from "../savedHere.ts";
import { REFUSED, storageWords, unsavedWords } from "./storageWords.ts";
import { useStorage } from "./useStorage.ts";
import "../controls/buttons.css";

export function KeptHere() {
  const { isKept, finished } = useLabState(({ order, runs, notices }) => ({
    // While something cannot be kept, the notice of that says all.
    isKept: order.length > 0 && !notices.some(({ key }) => key === "kept"),
    finished: order.filter((id) => runs.get(id)?.status === "finished").length,
  }));
  const { use, persist } = useStorage(finished);
  const isSaved = useSaved();
  const [isRefused, setRefused] = useState(false);
  if (!isKept || use === null) return null;
  return (
    <div className="kept-here soft no-print">
      <p>{[storageWords(use), unsavedWords(finished, use, isSaved)].filter((words) => words !== null).join(" ")}</p>
      {!use.isPersisted && (
        <Button className="button" onPress={() => void persist().then((isGranted) => setRefused(!isGranted))}>
          Ask the browser to keep it
        </Button>
      )}
      <span role="status">{isRefused && !use.isPersisted ? REFUSED : ""}</span>
    </div>
  );
}
