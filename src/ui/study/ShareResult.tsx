// Hands on what a study's runs measured: as a link where it is short enough, as a file always.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { writeAddress } from "../../lab/views.ts";
import type { Run } from "../../lab/state.ts";
import type { Guess } from "../../study/guess.ts";
import { writeResult } from "../../study/result.ts";
import type { Study } from "../../study/study.ts";
import { downloadText } from "../download.ts";
import { resultFileName } from "./resultFileName.ts";
import { plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { noteSaved } from "../savedHere.ts";
import { RESULT } from "./openedResult.ts";
import { MOST_LINK_CHARACTERS, pack } from "./resultLink.ts";
import { resultRunOf } from "./resultRun.ts";
import "../controls/buttons.css";

interface ShareResultProps {
  readonly study: Study;
  readonly finished: readonly Run[];
  readonly guess: Guess | null;
}

export function ShareResult({ study, finished, guess }: ShareResultProps) {
  const lab = useLab();
  const [said, setSaid] = useState("");
  /** With every number of every run, which are kept on disk. */
  const textOfAll = async () => {
    const ids = finished.map(({ id }) => id);
    const leave = lab.look(ids);
    try {
      await lab.read(ids);
      const { histories } = lab.store.getState();
      const runs = finished.flatMap((run) => resultRunOf(run, histories.get(run.id)) ?? []);
      const without = finished.length - runs.length;
      return {
        text: writeResult({ study, guess, runs }),
        remark:
          without > 0 ? ` ${plural(without, "run")} went on on another engine, or cannot be read: not in it.` : "",
      };
    } finally {
      leave();
    }
  };
  const save = async () => {
    const { text, remark } = await textOfAll();
    downloadText(resultFileName(study), "application/json", text);
    noteSaved();
    setSaid(`The result is saved.${remark}`);
  };
  const copy = async () => {
    const { text, remark } = await textOfAll();
    const packed = await pack(text);
    if (packed.length > MOST_LINK_CHARACTERS) {
      setSaid(
        `A link to this result would have ${packed.length} characters, and more than ${MOST_LINK_CHARACTERS} get lost ` +
          "on their way: save it as a file instead.",
      );
      return;
    }
    const address = new URL(location.href);
    address.hash = writeAddress({ id: "study", shown: { [RESULT]: packed } }, lab.store.getState().experiment);
    try {
      await navigator.clipboard.writeText(address.href);
      setSaid(`The link is copied: who opens it sees this result without training.${remark}`);
    } catch {
      setSaid("The browser does not let the page copy: save the result as a file instead.");
    }
  };
  const tell = (error: unknown) => setSaid(`The result ${error instanceof Error ? error.message : String(error)}`);
  return (
    <>
      <Button className="button" onPress={() => void copy().catch(tell)}>
        Copy a link to the result
      </Button>
      <Button className="button" onPress={() => void save().catch(tell)}>
        Save the result
      </Button>
      <span role="status" className="soft">
        {said}
      </span>
    </>
  );
}
