// Opens results from files, chosen or dropped on the view, and says why one could not be opened.
import { useEffect } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useLab, useShown } from "../labContext.tsx";
import { useFileDrop } from "../useFileDrop.ts";
import { closeResult, EXAMPLE, openFiles, openLink, RESULT, useOpened } from "./openedResult.ts";
import "../controls/buttons.css";

export function OpenResult() {
  const lab = useLab();
  const opened = useOpened();
  const packed = useShown(RESULT);
  useEffect(() => void openLink(packed), [packed]);
  const openOthers = (files: readonly File[]) => {
    void openFiles(files);
    // What the address named is shown no longer.
    if (packed !== undefined) lab.setShown({ [RESULT]: null });
  };
  const isDropping = useFileDrop(openOthers);
  const openExample = () => {
    lab.setShown({ [RESULT]: EXAMPLE });
    // Again, where the address has it already and it could not be loaded.
    if (packed === EXAMPLE) {
      closeResult();
      void openLink(EXAMPLE);
    }
  };
  const isExampleOpen = opened.kind === "open" && opened.from === "example";
  return (
    <div className="study-open no-print">
      <FileTrigger
        acceptedFileTypes={["application/json", ".json"]}
        allowsMultiple
        onSelect={(files) => openOthers([...(files ?? [])])}
      >
        <Button className="button button-quiet">Open results…</Button>
      </FileTrigger>
      {!isExampleOpen && (
        <Button className="button button-quiet" onPress={openExample}>
          See the whole spectrum, precomputed
        </Button>
      )}
      {isDropping && <p className="study-drop">Drop results here: one is opened, several are pooled.</p>}
      {opened.kind === "reading" && (
        <span role="status">
          {opened.of === 1 ? "Reading the result…" : `Reading ${opened.of} results: ${opened.at}…`}
        </span>
      )}
      {opened.kind === "refused" && (
        <span className="field-error" role="alert">
          {opened.why} Nothing was changed.
        </span>
      )}
    </div>
  );
}
