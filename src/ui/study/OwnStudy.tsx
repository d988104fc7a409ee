// A study of one's own: its name and question, what is varied, what is matched, and the button that keeps it.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { LONGEST_TEXT } from "../../study/file.ts";
import type { Study } from "../../study/study.ts";
import { useLab } from "../labContext.tsx";
import { OWN_NAME, OWN_QUESTION, STUDY } from "./chosenStudy.ts";
import { writeFactors } from "./factorsText.ts";
import { forgetStudy, keepStudy, keptStudies } from "./keptStudies.ts";
import { MatchChoice } from "./MatchChoice.tsx";
import { OwnFactors } from "./OwnFactors.tsx";
import { TunedChoice } from "./TunedChoice.tsx";
import "../controls/buttons.css";

interface OwnStudyProps {
  readonly study: Study;
  /** Called when the studies that are kept have changed. */
  readonly onKept: () => void;
}

export function OwnStudy({ study, onKept }: OwnStudyProps) {
  const lab = useLab();
  const isKept = keptStudies().some(({ name }) => name === study.name);
  const change = (act: (study: Study) => void) => () => {
    act(study);
    onKept();
  };
  return (
    <>
      <div className="study-names">
        <Words label="Name" value={study.name} link={STUDY.name} usual={OWN_NAME} />
        <Words label="Question" value={study.question} link={STUDY.question} usual={OWN_QUESTION} />
      </div>
      <OwnFactors
        factors={study.factors}
        recipe={study.base}
        onChange={(factors) => lab.setShown({ [STUDY.factors]: writeFactors(factors) })}
      />
      <div className="study-fair">
        <MatchChoice match={study.match} />
        <TunedChoice study={study} />
      </div>
      <p className="study-keep no-print">
        <Button className="button button-quiet" onPress={change(keepStudy)}>
          {isKept ? "Keep it as it is now" : "Keep this study here"}
        </Button>
        {isKept && (
          <Button className="button button-quiet" onPress={change(({ name }) => forgetStudy(name))}>
            Forget it
          </Button>
        )}
      </p>
    </>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  /** Its name in an address. */
  readonly link: string;
  readonly usual: string;
}

function Words({ label, value, link, usual }: WordsProps) {
  const lab = useLab();
  /** While it is written. */
  const [draft, setDraft] = useState<string | null>(null);
  const take = () => {
    const words = draft?.trim();
    if (words !== undefined) lab.setShown({ [link]: words === "" || words === usual ? null : words });
    setDraft(null);
  };
  return (
    <TextField className="field" value={draft ?? value} onChange={setDraft} maxLength={LONGEST_TEXT} autoComplete="off">
      <Label className="field-label">{label}</Label>
      <Input className="control" onBlur={take} onKeyDown={(event) => event.key === "Enter" && take()} />
    </TextField>
  );
}
