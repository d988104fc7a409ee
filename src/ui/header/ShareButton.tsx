// Copies the address of what is shown now; the address bar is updated a moment later.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { writeAddress, type View } from "../../lab/views.ts";
import type { Experiment } from "../../recipe/experiment.ts";
import { useLabState } from "../labContext.tsx";
import "../controls/buttons.css";

type Outcome = "none" | "copied" | "refused";

export function ShareButton() {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const { view, experiment } = useLabState((state) => ({ view: state.view, experiment: state.experiment }));
  const share = () => {
    const copying =
      navigator.clipboard?.writeText(addressOf(view, experiment)) ?? Promise.reject(new Error("no clipboard"));
    copying.then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  };
  return (
    <span className="share">
      <Button className="button" onPress={share} onHoverEnd={() => outcome === "copied" && setOutcome("none")}>
        {outcome === "copied" ? "✓ Link copied" : "Share"}
      </Button>
      <span role="status" className="unseen">
        {outcome === "copied" ? "The link to what is shown is copied." : ""}
      </span>
      {outcome === "refused" && (
        <TextField
          className="share-link"
          value={addressOf(view, experiment)}
          isReadOnly
          onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        >
          <Label className="help">The browser does not let the page copy. Copy this link:</Label>
          <Input className="control" />
        </TextField>
      )}
    </span>
  );
}

function addressOf(view: View, experiment: Experiment): string {
  const address = new URL(location.href);
  address.hash = writeAddress(view, experiment);
  return address.href;
}
