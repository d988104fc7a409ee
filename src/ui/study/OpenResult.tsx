// Opens results and studies from files, chosen or dropped on the view, and says why one could not be opened.
import { useEffect, useState } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useLab, useShown } from "../labContext.tsx";
import { useFileDrop } from "../useFileDrop.ts";
import { closeResult, EXAMPLE, openFiles, openLink, RESULT, useOpened } from "./openedResult.ts";
import { showStudy, studyIn } from "./showStudy.ts";
import "../controls/buttons.css";

const MOST_STUDY_BYTES = 1_000_000;

export function OpenResult() {
  const lab = useLab();
  const opened = useOpened();
  const packed = useShown(RESULT);
  useEffect(() => void openLink(packed), [packed]);
  const [why, setWhy] = useState<string | null>(null);
  const openOthers = async (files: readonly File[]) => {
    const study = await studyOf(files);
    setWhy(study && "why" in study ? study.why : null);
    if (study && "why" in study) return;
    if (study) return showStudy(study, lab);
    void openFiles(files);
    // What the address named is shown no longer.
    if (packed !== undefined) lab.setShown({ [RESULT]: null });
  };
  const isDropping = useFileDrop((files) => void openOthers(files));
  const openExample = () => {
    lab.setShown({ [RESULT]: EXAMPLE });
    // Again, where the address has it already and it could not be loaded.
    if (packed === EXAMPLE) {
      closeResult();
      void openLink(EXAMPLE);
    }
  };
  const refused = why ?? (opened.kind === "refused" ? opened.why : null);
  const isExampleOpen = opened.kind === "open" && opened.from === "example";
  return (
    <div className="study-open no-print">
      <FileTrigger
        acceptedFileTypes={["application/json", ".json"]}
        allowsMultiple
        onSelect={(files) => void openOthers([...(files ?? [])])}
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
      {refused !== null && (
        <span className="field-error" role="alert">
          {refused} Nothing was changed.
        </span>
      )}
    </div>
  );
}

/** One file alone may hold a study instead of a result. */
async function studyOf(files: readonly File[]): Promise<ReturnType<typeof studyIn>> {
  const [file] = files;
  return file && files.length === 1 && file.size <= MOST_STUDY_BYTES ? studyIn(await file.text()) : null;
}
