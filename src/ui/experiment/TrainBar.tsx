// What will be trained in one line, and the buttons that train, pause, step and stop.
import { Button } from "react-aria-components/Button";
import { describeDataset } from "../../data/registry.ts";
import { doingsOf } from "../../lab/selectors.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { trainingWords } from "../words.ts";
import { FailedRuns } from "./FailedRuns.tsx";
import { RecipeFile } from "./RecipeFile.tsx";
import { RepeatQuestion, TRAIN_BUTTON } from "./RepeatQuestion.tsx";
import { TrainingProgress } from "./TrainingProgress.tsx";
import "../controls/buttons.css";
import "./TrainBar.css";

export function TrainBar() {
  const lab = useLab();
  const recipe = useLabState(({ experiment }) => experiment.recipe);
  const { someRun, somePaused, continuable } = useLabState(doingsOf);
  const { dataset, training, seed } = recipe;
  return (
    <div className="train">
      <div className="train-row">
        <div>
          <p>
            {describeDataset(dataset.id).title} · {trainingWords(training, seed)}
          </p>
          <RecipeFile />
        </div>
        <div className="train-buttons">
          {continuable > 1 && (
            <Button className="button" onPress={() => void lab.continueRuns()}>
              Continue all {count(continuable)}
            </Button>
          )}
          {somePaused && !someRun ? (
            <Button className="button" onPress={() => lab.resume()}>
              Resume
            </Button>
          ) : (
            <Button className="button" isDisabled={!someRun} onPress={() => lab.pause()}>
              Pause
            </Button>
          )}
          <Button className="button" isDisabled={!somePaused} onPress={() => lab.step()}>
            Step
          </Button>
          <Button className="button" isDisabled={!someRun && !somePaused} onPress={() => lab.stop()}>
            Stop
          </Button>
          <Button id={TRAIN_BUTTON} className="button button-primary" onPress={() => lab.trainIfNew()}>
            Train
          </Button>
        </div>
      </div>
      <RepeatQuestion />
      <TrainingProgress />
      <FailedRuns />
    </div>
  );
}
