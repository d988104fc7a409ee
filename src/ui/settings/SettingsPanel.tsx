// All settings of the experiment, each explained, and what differs from the defaults.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { defaultExperiment, makeExperiment } from "../../recipe/experiment.ts";
import { settingsOf } from "../../recipe/usual.ts";
import { Toggle } from "../controls/Toggle.tsx";
import { plural } from "../format.ts";
import { InTurn } from "../InTurn.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { differingWords } from "./settingNowWords.ts";
import { settingGroups } from "./settingGroups.ts";
import { SettingRow } from "./SettingRow.tsx";
import "../controls/buttons.css";
import "./SettingsPanel.css";

export function SettingsPanel() {
  const lab = useLab();
  const { experiment, replacements } = useLabState((state) => ({
    experiment: state.experiment,
    replacements: state.replacements,
  }));
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const settings = settingsOf(experiment);
  const differing = settings.filter(({ differs }) => differs).length;
  const toDefaults = () => {
    const { recipe, intermediateActivations } = defaultExperiment;
    lab.replaceExperiment(makeExperiment(recipe, intermediateActivations, experiment.pinned), "defaults");
  };
  return (
    <div className="settings-panel">
      <div className="settings-head">
        <p role="status">
          {differing === 0
            ? "All settings have their defaults."
            : `${plural(differing, "setting")} ${differing === 1 ? "differs" : "differ"} from the defaults: ` +
              `${differingWords(settings, experiment.recipe).join(", ")}.`}
        </p>
        <div className="settings-deeds">
          <Toggle label="Show only these" value={onlyDiffering} onChange={setOnlyDiffering} />
          <Button className="button" isDisabled={differing === 0} onPress={toDefaults}>
            All to the defaults
          </Button>
        </div>
      </div>
      <div className="setting-groups">
        <InTurn>
          {settingGroups(experiment).map((group) => {
            const shown = onlyDiffering ? group.settings.filter(({ differs }) => differs) : group.settings;
            if (shown.length === 0) return null;
            return (
              <section key={group.title} className="setting-group" aria-label={group.title}>
                <h3>{group.title}</h3>
                {group.title === "The network" && experiment.pinned.length > 0 && (
                  <p className="help">Of the arm that is shown: kept arms have their own network.</p>
                )}
                {shown.map((setting) => (
                  <SettingRow
                    // What was typed and not taken goes with the experiment that it was meant for.
                    key={`${replacements} ${setting.leaf.path.join(".")}`}
                    setting={setting}
                    experiment={experiment}
                  />
                ))}
              </section>
            );
          })}
        </InTurn>
      </div>
    </div>
  );
}
