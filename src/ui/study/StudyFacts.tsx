// What a study varies and what not, where the paper speaks of it, and what to know before one believes it.
import { describeDataset } from "../../data/registry.ts";
import { FAMILIES } from "../../networks/families.ts";
import { differingFrom, networkWords } from "../../recipe/differences.ts";
import { defaultRecipe, type Recipe } from "../../recipe/schema.ts";
import { MATCH_WORDS } from "../../study/fairness.ts";
import { factorTitle, valueWords } from "../../study/words.ts";
import { useLabState } from "../labContext.tsx";
import { SettingsSummary } from "../settings/SettingsSummary.tsx";
import { useViewLink } from "../useViewLink.ts";
import { trainingParts } from "../words.ts";
import type { ChosenStudy } from "./chosenStudy.ts";

export function StudyFacts({ id, study, paper, caveats }: Omit<ChosenStudy, "faults">) {
  return (
    <>
      <dl>
        {id === "own" ? (
          <BenchSettings />
        ) : (
          study.factors.map((factor) => (
            <div key={factor.setting}>
              <dt>{factorTitle(factor, study)}</dt>
              <dd>{factor.values.map((value) => valueWords(factor, value, study)).join(" · ")}</dd>
            </div>
          ))
        )}
        {id !== "own" && (
          <div>
            <dt>All else</dt>
            <dd>{allElseWords(study.base)}.</dd>
          </div>
        )}
        {id !== "own" && study.match && (
          <div>
            <dt>Matched</dt>
            <dd>by width to equal {MATCH_WORDS[study.match]}</dd>
          </div>
        )}
        {paper !== null && (
          <div>
            <dt>In the paper</dt>
            <dd>{paper}.</dd>
          </div>
        )}
      </dl>
      <ul className="study-caveats" aria-label="Before you believe it">
        {caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </>
  );
}

/** What a study of one's own does not vary. */
function BenchSettings() {
  const experiment = useLabState((state) => state.experiment);
  const link = useViewLink("settings");
  return (
    <div>
      <dt>All else</dt>
      <dd>
        as on the bench: <SettingsSummary experiment={experiment} {...link} />
      </dd>
    </div>
  );
}

/** The data, the training, and what else a ready study has other than the bench's defaults. */
function allElseWords({ dataset, training, seed, network }: Recipe): string {
  const parts = trainingParts(training, seed).filter(({ paths }) => !paths.includes("seed"));
  const { family } = network;
  const others =
    family === defaultRecipe.network.family
      ? differingFrom({ ...defaultRecipe, network }, defaultRecipe)
      : [FAMILIES[family].label, ...networkWords(network)];
  return [describeDataset(dataset.id).title, ...parts.map(({ words }) => words), ...others].join(" · ");
}
