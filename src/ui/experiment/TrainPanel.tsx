// The buttons that train, pause, step and stop, what they will train in one line, and how far it is.
import { Button } from "react-aria-components/Button";
import { doingsOf } from "../../lab/selectors.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { SettingsSummary } from "../settings/SettingsSummary.tsx";
import { useViewLink } from "../useViewLink.ts";
import { DataProblem } from "./DataProblem.tsx";
import { FailedRuns } from "./FailedRuns.tsx";
import { RepeatQuestion, TRAIN_BUTTON } from "./RepeatQuestion.tsx";
import { TrainingProgress } from "./TrainingProgress.tsx";
import "../controls/buttons.css";
import "./TrainPanel.css";

export function TrainPanel() {
  const lab = useLab();
  const experiment = useLabState((state) => state.experiment);
  const toSettings = useViewLink("settings");
  const { someRun, somePaused, continuable } = useLabState(doingsOf);
  return (
    <section className="train" aria-label="Training">
      <div className="train-row">
        <div className="train-buttons">
          <Button id={TRAIN_BUTTON} className="button button-primary" onPress={() => lab.trainIfNew()}>
            Train
          </Button>
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
          {continuable > 1 && (
            <Button className="button" onPress={() => void lab.continueRuns()}>
              Continue all {count(continuable)}
            </Button>
          )}
        </div>
      </div>
      {/* The next stop of the Tab key after the button that asks. */}
      <RepeatQuestion />
      <TrainingProgress rest={<SettingsSummary experiment={experiment} {...toSettings} />} />
      <DataProblem />
      <FailedRuns />
    </section>
  );
}
