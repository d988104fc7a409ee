// What is expected of a study: asked for before its first run, and shown from then on.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { LONGEST_GUESS, makeGuess, type Guess } from "../../study/guess.ts";
import type { Study } from "../../study/study.ts";
import { moment } from "../format.ts";
import { keepGuess } from "./keptGuess.ts";
import "../controls/buttons.css";

interface StudyGuessProps {
  readonly study: Study;
  readonly guess: Guess | null;
  /** Whether a run of it is trained already, or under way: then it is too late to guess. */
  readonly isBegun: boolean;
  readonly onGuess: (guess: Guess) => void;
}

export function StudyGuess({ study, guess, isBegun, onGuess }: StudyGuessProps) {
  const [text, setText] = useState("");
  if (guess)
    return (
      <p className="study-guess" role="status">
        <b>Your guess,</b> {moment(Date.parse(guess.at))}: <q>{guess.text}</q>{" "}
        <span className="soft">It stands in the report, with its time and the hash {guess.hash.slice(0, 12)}…</span>
      </p>
    );
  if (isBegun) return null;
  return (
    <form
      className="study-guess no-print"
      onSubmit={(event) => {
        event.preventDefault();
        const made = makeGuess(study, text, new Date().toISOString());
        if (!made) return;
        keepGuess(study, made);
        onGuess(made);
      }}
    >
      <TextField className="field" value={text} onChange={setText} maxLength={LONGEST_GUESS} autoComplete="off">
        <Label className="field-label">Your guess, before the first run</Label>
        <Input className="control" placeholder="Which wins where, and by how much?" />
      </TextField>
      <Button type="submit" className="button" isDisabled={text.trim() === ""}>
        Record it
      </Button>
    </form>
  );
}
