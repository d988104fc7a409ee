// What this is and what to try first, where the curves will be. Closed, it does not come back.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import "../controls/buttons.css";

const KEY = "xception-lab welcome";

export function Welcome() {
  const [isClosed, setClosed] = useState(wasClosed);
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
          remember();
          setClosed(true);
        }}
      >
        Got it
      </Button>
    </div>
  );
}

function wasClosed(): boolean {
  try {
    return localStorage.getItem(KEY) === "closed";
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, "closed");
  } catch {
    // Where the browser stores nothing, it comes back with the next visit.
  }
}
