// What this is and what to try first, where the curves will be. Closed, it does not come back.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { keepWord, keptWord } from "../keptWord.ts";
import "../controls/buttons.css";

export function Welcome() {
  const [isClosed, setClosed] = useState(() => keptWord("welcome") === "closed");
  if (isClosed)
    return <p className="results-words soft">Press “Train”: the curves of all arms are drawn here while they learn.</p>;
  return (
    <div className="welcome" role="note" aria-label="What this is">
      <p>
        A convolution looks at channels and at space at once; the Xception paper asks whether it must. The slider cuts
        the channels into segments, from a regular convolution to one segment per channel. Press <b>Train</b>: two
        networks learn side by side, without and with an activation in between, and their curves are drawn here.
      </p>
      <Button
        className="button"
        onPress={() => {
          keepWord("welcome", "closed");
          setClosed(true);
        }}
      >
        Got it
      </Button>
    </div>
  );
}
