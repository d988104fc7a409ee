// The arms of a study as they are trained: where each is on the spectrum, what it costs, and how well it is matched.
import { useState } from "react";
import { networkCost } from "../../recipe/cost.ts";
import { familyOf } from "../../networks/families.ts";
import type { NetworkRecipe } from "../../recipe/schema.ts";
import { MATCH_WORDS, mismatchWords, unmatchedArms } from "../../study/fairness.ts";
import { armsOfStudy, type Study } from "../../study/study.ts";
import { armWords, factorTitle } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { count, plural } from "../format.ts";

export function ArmsTable({ study }: { readonly study: Study }) {
  const [isOpen, setOpen] = useState(false);
  const { arms } = armsOfStudy(study);
  const unmatched = unmatchedArms(arms).length;
  if (arms.length === 0) return null;
  return (
    <details className="study-arms" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        What each arm costs
        {study.match && (
          <>
            ; equal {MATCH_WORDS[study.match]},{" "}
            {unmatched === 0 ? "each within 3\u202f%" : <b>{plural(unmatched, "arm")} not matched within 3&#8239;%</b>}
          </>
        )}
      </summary>
      {isOpen && (
        <DataTable
          label="Arms"
          head={[
            study.factors.map((factor) => factorTitle(factor, study)).join(", ") || "Arm",
            "Segments of channels",
            "Parameters",
            "Multiply-adds",
            ...(study.match ? ["Mismatch"] : []),
          ]}
          rows={arms.map((arm) => {
            const { parameters, multiplyAdds } = networkCost(arm.recipe);
            return {
              key: arm.id,
              cells: [
                armWords(arm, study) || study.name,
                placeWords(arm.recipe.network),
                count(parameters),
                count(multiplyAdds),
                ...(arm.mismatch === null ? [] : [mismatchWords(arm.mismatch)]),
              ],
            };
          })}
        />
      )}
    </details>
  );
}

/** "4 of 40". */
function placeWords(network: NetworkRecipe): string {
  const point = familyOf(network).point(network);
  return point ? `${point.segments} of ${point.width}` : "–";
}
