// Copies the page's address, which holds the whole experiment.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input, Label, TextField } from "react-aria-components/TextField";
import "../controls/buttons.css";

type Outcome = "none" | "copied" | "refused";

export function ShareButton() {
  const [outcome, setOutcome] = useState<Outcome>("none");
  const share = () => {
    const copying = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error("no clipboard"));
    copying.then(() => setOutcome("copied"), () => setOutcome("refused"));
  };
  return (
    <span className="share">
      <Button className="button" onPress={share} onHoverEnd={() => outcome === "copied" && setOutcome("none")}>{outcome === "copied" ? "Link copied" : "Share"}</Button>
      <span role="status" className="unseen">{outcome === "copied" ? "The link to this experiment is copied." : ""}</span>
      {outcome === "refused" && (
        <TextField className="share-link" value={location.href} isReadOnly onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}>
          <Label className="help">The browser does not let the page copy. Copy this link:</Label>
          <Input className="control" />
        </TextField>
      )}
    </span>
  );
}
