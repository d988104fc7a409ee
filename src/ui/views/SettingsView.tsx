// All settings of the experiment, and the experiment as a file.
import { RecipeFile } from "../experiment/RecipeFile.tsx";
import { SettingsPanel } from "../settings/SettingsPanel.tsx";

export function SettingsView() {
  return (
    <section className="section" aria-labelledby="settings-title">
      <div className="section-head">
        <h2 id="settings-title">Settings</h2>
        <RecipeFile />
      </div>
      <SettingsPanel />
    </section>
  );
}
