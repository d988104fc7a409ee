// Pauses all that trains, or lets it go on.
import { Button } from "react-aria-components/Button";
import { doingsOf } from "../../lab/selectors.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";

export function PauseButton() {
  const lab = useLab();
  const { someRun, somePaused } = useLabState(doingsOf);
  if (somePaused && !someRun)
    return (
      <Button className="button" onPress={() => lab.resume()}>
        Resume
      </Button>
    );
  return (
    <Button className="button" isDisabled={!someRun} onPress={() => lab.pause()}>
      Pause
    </Button>
  );
}
