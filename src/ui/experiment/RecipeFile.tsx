// The recipe as a file: to save, to train from the command line, to open again.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { canonicalJson } from "../../recipe/hash.ts";
import { defaultExperiment, experimentOf } from "../../recipe/experiment.ts";
import { parseRecipeText, textOfFile } from "../../recipe/parse.ts";
import { downloadText } from "../download.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";

export function RecipeFile() {
  const lab = useLab();
  const experiment = useLabState((state) => state.experiment);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (file: File) => {
    try {
      const recipe = parseRecipeText(await textOfFile(file));
      lab.showExperiment(experimentOf(recipe));
      setProblem(null);
    } catch (error) {
      setProblem(
        `The file ${file.name} holds no recipe this lab can read, so nothing was changed. ` +
          (error instanceof Error ? error.message : String(error)),
      );
    }
  };
  return (
    <>
      <span className="recipe-file no-print">
        <Button
          className="button button-quiet"
          onPress={() =>
            downloadText("recipe.json", "application/json", `${JSON.stringify(experiment.recipe, null, 2)}\n`)
          }
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
          onPress={() => lab.resetExperiment()}
        >
          Back to the defaults
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
