// Opens somebody else's result from a file, and says why one could not be opened.
import { useEffect } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useLab, useShown } from "../labContext.tsx";
import { closeResult, EXAMPLE, openFile, openLink, RESULT, useOpened } from "./openedResult.ts";
import "../controls/buttons.css";

export function OpenResult() {
  const lab = useLab();
  const opened = useOpened();
  const packed = useShown(RESULT);
  useEffect(() => void openLink(packed), [packed]);
  const openOther = (file: File) => {
    const opening = openFile(file);
    // What the address named is shown no longer.
    if (packed !== undefined) lab.setShown({ [RESULT]: null });
    return opening;
  };
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
        onSelect={(files) => files?.[0] && void openOther(files[0])}
      >
        <Button className="button button-quiet">Open a result…</Button>
      </FileTrigger>
      {!isExampleOpen && (
        <Button className="button button-quiet" onPress={openExample}>
          See the whole spectrum, precomputed
        </Button>
      )}
      {opened.kind === "reading" && <span role="status">Reading the result…</span>}
      {opened.kind === "refused" && (
        <span className="field-error" role="alert">
          {opened.why} Nothing was changed.
        </span>
      )}
    </div>
  );
}
