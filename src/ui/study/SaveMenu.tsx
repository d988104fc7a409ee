// Saves a result in one of all the forms that there are.
import { useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { bundleOf } from "../../study/exports/bundle.ts";
import type { Exporter } from "../../study/exports/bundle.ts";
import { everything, exporterIds, EXPORTERS, type ExporterId } from "../../study/exports/exporters.ts";
import { ActionMenu } from "../controls/ActionMenu.tsx";
import { downloadBlob } from "../download.ts";
import { fetchSources } from "../experiment/fetchSources.ts";
import { resultFileName } from "./resultFileName.ts";
import { messageOf, whyNotSaved } from "./whyNotSaved.ts";
import type { WholeResult } from "./wholeResult.ts";
import "../controls/buttons.css";

interface SaveMenuProps {
  /** Gets the result when it is to be saved. */
  readonly read: () => Promise<WholeResult>;
  readonly onSaved?: (exporter: Exporter) => void;
}

export function SaveMenu({ read, onSaved }: SaveMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const save = async (id: ExporterId) => {
    const exporter: Exporter = EXPORTERS[id];
    setSaid(`Writing ${exporter.file}…`);
    try {
      const { result, remark } = await read();
      const content = await exporter.write(bundleOf(result, new Date().toISOString().slice(0, 10), drawn));
      const name = id === "result" ? resultFileName(result.study) : exporter.file;
      downloadBlob(name, new Blob([content as BlobPart], { type: exporter.type }));
      onSaved?.(exporter);
      const without = id === "everything" ? everything.leftOut(result).map((words) => ` ${words}`) : [];
      setSaid(`${name} is saved.${without.join("")}${remark}`);
    } catch (error) {
      setSaid(whyNotSaved(error));
    }
  };
  return (
    <>
      <Button ref={button} className="button" aria-haspopup="menu" aria-expanded={isOpen} onPress={() => setOpen(true)}>
        Save…
      </Button>
      <span role="status" className="soft">
        {said}
      </span>
      {isOpen && (
        <ActionMenu
          label="Save"
          note="Made here: nothing is uploaded."
          trigger={button}
          actions={exporterIds.map((id) => ({
            label: EXPORTERS[id].title,
            purpose: EXPORTERS[id].purpose,
            act: () => void save(id),
          }))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

async function drawn() {
  return fetchSources().catch((cause: unknown) => {
    throw new Error(`who drew the pictures belongs in it and cannot be read: ${messageOf(cause)}`, { cause });
  });
}
