// The progress of training: shown several times per second, spoken now and then.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { progressOf, type Progress } from "../../lab/selectors.ts";
import { count, duration, plural } from "../format.ts";
import { useLabStateEvery } from "../useLabStateEvery.ts";

const SEEN_EVERY_MS = 250;
const SPOKEN_EVERY_MS = 8000;
const FIRST_SPOKEN_MS = 1000;

/** `rest` is shown while nothing trains. */
export function TrainingProgress({ rest }: { readonly rest: ReactNode }) {
  const progress = useLabStateEvery(SEEN_EVERY_MS, progressOf);
  const words = progress ? progressWords(progress) : "";
  const isHeld = progress !== null && progress.running === 0 && progress.paused > 0;
  return (
    <div className="progress">
      {progress === null ? (
        <span className="progress-words">{rest}</span>
      ) : (
        <>
          <ProgressBar aria-label="Training" value={progress.share * 100} valueLabel={words} className="progress-bar">
            {({ percentage }) => <i style={{ transform: `scaleX(${(percentage ?? 0) / 100})` }} />}
          </ProgressBar>
          <span className="progress-words">{words}</span>
        </>
      )}
      <Spoken words={words} isHeld={isHeld} />
    </div>
  );
}

/**
 * Repeats the words for a screen reader, no more often than it can say them; at once where training is paused, because
 * each step is then the person's own.
 */
function Spoken({ words, isHeld }: { words: string; isHeld: boolean }) {
  const [spoken, setSpoken] = useState("");
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
  }, [words]);
  const isOver = words === "";
  const goesOn = !isOver && !isHeld;
  useEffect(() => {
    if (!goesOn) return;
    const speak = () => setSpoken(latest.current);
    // Soon after the start too, because until then the last words would be of an earlier training.
    const first = setTimeout(speak, FIRST_SPOKEN_MS);
    const timer = setInterval(speak, SPOKEN_EVERY_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      setSpoken("Training is under way."); // The first words when training goes on.
    };
  }, [goesOn]);
  if (isOver && spoken !== "")
    return (
      <span className="unseen" role="status">
        Training has come to its end.
      </span>
    );
  return (
    <span className="unseen" role="status">
      {isHeld ? words : spoken}
    </span>
  );
}

function progressWords({
  running,
  queued,
  paused,
  preparing,
  epoch,
  epochs,
  step,
  imagesPerSecond,
  leftMs,
}: Progress): string {
  const epochWords = `epoch ${Math.min(epochs, epoch + 1)} of ${epochs}`;
  if (running === 0 && paused > 0)
    return step === null
      ? "paused before the first step"
      : `paused in ${epochWords}, step ${step.taken} of ${step.total}`;
  if (preparing) return `preparing the GPU, ${preparing.ready} of ${plural(preparing.total, "kernel")}`;
  if (imagesPerSecond === 0) return running > 0 ? "warming up…" : `${plural(queued, "run")} waiting for a worker…`;
  const parts = [epochWords, `${count(imagesPerSecond)} images/s`];
  if (leftMs !== null) parts.push(`${duration(leftMs)} left`);
  if (queued > 0) parts.push(`${plural(queued, "run")} waiting`);
  return parts.join(" · ");
}
