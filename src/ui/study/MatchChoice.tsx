// How the arms of a study of one's own are made fair, and what each of them then is.
import type { Option } from "../controls/Choice.tsx";
import { Pick } from "../controls/Pick.tsx";
import { useLab } from "../labContext.tsx";
import { MATCHES, type Match } from "../../study/match.ts";
import { MATCH_WORDS } from "../../study/fairness.ts";
import { STUDY } from "./chosenStudy.ts";

const NOTHING = "nothing";

const OPTIONS: readonly Option<Match | typeof NOTHING>[] = [
  { value: NOTHING, label: "Nothing" },
  ...MATCHES.map((value) => ({ value, label: `Equal ${MATCH_WORDS[value]}` })),
];

export function MatchChoice({ match }: { readonly match: Match | undefined }) {
  const lab = useLab();
  return (
    <Pick
      label="Matched"
      help="Each arm gets the width at which its whole network costs what the bench’s does."
      options={OPTIONS}
      value={match ?? NOTHING}
      onChange={(value) => lab.setShown({ [STUDY.match]: value === NOTHING ? null : value })}
    />
  );
}
