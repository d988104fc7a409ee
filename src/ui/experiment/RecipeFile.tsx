// The experiment as a file, its recipe and all arms: to save, to train from the command line, to open again.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { canonicalJson } from "../../recipe/hash.ts";
import { defaultExperiment } from "../../recipe/experiment.ts";
import { parseExperimentText, writeExperiment } from "../../recipe/experimentFile.ts";
import { textOfFile } from "../../recipe/parse.ts";
import { shown } from "../../settings/shown.ts";
import { downloadText } from "../download.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";
import "./RecipeFile.css";

export function RecipeFile() {
  const lab = useLab();
  const experiment = useLabState((state) => state.experiment);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (file: File) => {
    try {
      lab.replaceExperiment(parseExperimentText(await textOfFile(file)), "file");
      setProblem(null);
    } catch (error) {
      setProblem(
        `The file ${shown(file.name)} holds no recipe this lab can read, so nothing was changed. ` +
          (error instanceof Error ? error.message : String(error)),
      );
    }
  };
  return (
    <>
      <span className="recipe-file no-print">
        <Button
          className="button button-quiet"
          onPress={() => downloadText("recipe.json", "application/json", writeExperiment(experiment))}
        >
          Save recipe
        </Button>
        <FileTrigger
          acceptedFileTypes={["application/json", ".json"]}
          onSelect={(files) => files?.[0] && void open(files[0])}
        >
          <Button className="button button-quiet">Open recipe…</Button>
        </FileTrigger>
        <Button
          className="button button-quiet"
          isDisabled={canonicalJson(experiment) === canonicalJson(defaultExperiment)}
          onPress={() => lab.replaceExperiment(defaultExperiment, "defaults")}
        >
          Start over
        </Button>
      </span>
      {problem !== null && (
        <p className="recipe-problem field-error" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
