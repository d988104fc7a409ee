// Opens results and studies from files, chosen or dropped on the view, and says why one could not be opened.
import { useEffect } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { useLab, useShown } from "../labContext.tsx";
import { useFileDrop } from "../useFileDrop.ts";
import { closeResult, EXAMPLE, openFiles, openLink, refuse, RESULT, useOpened } from "./openedResult.ts";
import { showStudy, studyIn } from "./showStudy.ts";
import "../controls/buttons.css";

const MOST_STUDY_BYTES = 1_000_000;

export function OpenResult() {
  const lab = useLab();
  const { content, note } = useOpened();
  const packed = useShown(RESULT);
  useEffect(() => void openLink(packed), [packed]);
  const openOthers = async (files: readonly File[]) => {
    const study = await studyOf(files);
    if (study && "why" in study) return refuse(study.why);
    if (study) {
      refuse(null);
      return showStudy(study, lab);
    }
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
  const isExampleOpen = content.kind === "open" && content.from === "example";
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
      {note.kind === "reading" && (
        <span role="status">{note.of === 1 ? "Reading the result…" : `Reading ${note.of} results: ${note.at}…`}</span>
      )}
      {note.kind === "refused" && (
        <span className="field-error" role="alert">
          {note.why} Nothing was changed.
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
