// Which study, with which seeds, and how many those should be.
import { fewestToDecide } from "../../statistics/verdict.ts";
import type { FoundRuns } from "../../lab/studyRuns.ts";
import { READY_STUDIES, readyIds } from "../../study/ready.ts";
import { MOST_SEEDS, type Study } from "../../study/study.ts";
import { comparisonsIn } from "../../study/tuning.ts";
import type { Option } from "../controls/Choice.tsx";
import { NumberEntry } from "../controls/NumberEntry.tsx";
import { Pick, type OptionGroup } from "../controls/Pick.tsx";
import { useLab } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { ANOTHER, LARGEST_FIRST, OWN_NAME, STUDY, type StudyId } from "./chosenStudy.ts";
import { SeedPlanner } from "./SeedPlanner.tsx";
import { showStudy } from "./showStudy.ts";

interface StudyChoiceProps {
  readonly id: StudyId;
  readonly study: Study;
  /** The person's own that this browser keeps. */
  readonly kept: readonly Study[];
  readonly found: FoundRuns;
}

export function StudyChoice({ id, study, kept, found }: StudyChoiceProps) {
  const lab = useLab();
  const choose = (value: StudyId | KeptId) => {
    const own = kept.find(({ name }) => value === keptId(name));
    if (own) showStudy(own, lab);
    else lab.setShown({ ...ANOTHER, [STUDY.ready]: value });
  };
  return (
    <div className="study-choice">
      <Pick
        label="Study"
        options={[
          ...readyIds.map((value): Option<StudyId> => ({ value, label: READY_STUDIES[value].study.name })),
          { value: "own", label: OWN_NAME },
        ]}
        groups={keptGroups(kept)}
        value={id}
        onChange={choose}
      />
      <NumberEntry
        label="Seeds"
        help={
          <>
            Pairs per comparison; below {fewestToDecide(comparisonsIn(study))} nothing can be called better or worse.{" "}
            <Term id="seed">What is a seed?</Term>
          </>
        }
        value={study.seeds.length}
        min={1}
        max={MOST_SEEDS}
        whole
        onChange={(seeds) => {
          lab.setShown({ [STUDY.seeds]: String(seeds) });
          return null;
        }}
      />
      <NumberEntry
        label="First seed"
        help="In a class, each takes seeds of their own: 1, 11, 21. Their results then become one."
        value={study.seeds[0] ?? 1}
        min={0}
        max={LARGEST_FIRST}
        whole
        onChange={(first) => {
          lab.setShown({ [STUDY.first]: first === 1 ? null : String(first) });
          return null;
        }}
      />
      <SeedPlanner study={study} found={found} />
    </div>
  );
}

type KeptId = `kept ${string}`;
const keptId = (name: string): KeptId => `kept ${name}`;

function keptGroups(kept: readonly Study[]): readonly OptionGroup<StudyId | KeptId>[] {
  if (kept.length === 0) return [];
  return [{ title: "Kept in this browser", options: kept.map(({ name }) => ({ value: keptId(name), label: name })) }];
}
