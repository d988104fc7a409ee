// Hands on what a study's runs measured as a link.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { writeAddress } from "../../lab/views.ts";
import { writeResult } from "../../study/result.ts";
import { useLab } from "../labContext.tsx";
import { RESULT } from "./openedResult.ts";
import { MOST_LINK_CHARACTERS, pack } from "./resultLink.ts";
import { whyNotSaved } from "./whyNotSaved.ts";
import { wholeResult, type StudyHere } from "./wholeResult.ts";
import "../controls/buttons.css";

export function ShareResult(here: StudyHere) {
  const lab = useLab();
  const [said, setSaid] = useState("");
  const copy = async () => {
    const { result, remark } = await wholeResult(lab, here);
    const packed = await pack(writeResult(result));
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
  const tell = (error: unknown) => setSaid(whyNotSaved(error));
  return (
    <>
      <Button className="button" onPress={() => void copy().catch(tell)}>
        Copy a link to the result
      </Button>
      <span role="status" className="soft">
        {said}
      </span>
    </>
  );
}
