// The number of segments as a wide slider, with a stop at each divisor of the width on a logarithmic
// axis.
import { memo, useLayoutEffect, useRef, type CSSProperties } from "react";
import { Label, Slider, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import { segmentColor } from "../../charts/scale.ts";
import { useSize } from "../../charts/useSize.ts";
import { divisors } from "../../networks/spectrum/divisors.ts";
import { landmarks, type Landmark } from "../../networks/spectrum/landmarks.ts";
import { segmentWords } from "../module/moduleWords.ts";
import { labelledStops, nearestStop, stopPosition } from "./stopLabels.ts";
import "./SegmentsSlider.css";

const OUTER_MARK_PIXELS = 150;
/** The track's width before it is known: without the page's margins. */
const guessedPixels = () => innerWidth - 80;

export interface SegmentsSliderProps {
  readonly width: number;
  readonly segments: number;
  readonly onChange: (segments: number) => void;
}

export const SegmentsSlider = memo(function SegmentsSlider({ width, segments, onChange }: SegmentsSliderProps) {
  const [track, { width: measured }] = useSize<HTMLDivElement>();
  const pixels = measured || guessedPixels();
  const input = useRef<HTMLInputElement>(null);
  const dragging = useRef(false);
  const stops = divisors(width);
  const labelled = labelledStops(stops, width, pixels, segments);
  const position = stopPosition(segments, width);

  // React Aria would read out the position on the axis; this is the number of segments there.
  useLayoutEffect(() => input.current?.setAttribute("aria-valuetext", segmentWords(width, segments)));

  const choose = (to: number) => {
    const nearest = nearestStop(stops, width, to);
    // A key moves by a thousandth of the axis and chooses the next stop; a pointer chooses the nearest.
    const isKey = !dragging.current && nearest === segments && to !== position;
    const next = isKey ? stops[stops.indexOf(segments) + (to > position ? 1 : -1)] : nearest;
    if (next !== undefined && next !== segments) onChange(next);
  };

  const gradient = stops.map((stop) => `${segmentColor(stop, width)} ${(stopPosition(stop, width) * 100).toFixed(2)}%`);
  const style = {
    "--segment": segmentColor(segments, width),
    "--spectrum": stops.length > 1 ? `linear-gradient(to right, ${gradient.join(", ")})` : segmentColor(1, 1),
  } as CSSProperties;
  return (
    <div
      className="spectrum"
      style={style}
      onPointerDownCapture={() => {
        dragging.current = true;
        addEventListener("pointerup", () => (dragging.current = false), { once: true });
        addEventListener("pointercancel", () => (dragging.current = false), { once: true });
      }}
    >
      <Slider minValue={0} maxValue={1} step={0.001} value={position} onChange={choose} isDisabled={stops.length < 2}>
        <Label className="spectrum-label">Segments</Label>
        <div className="spectrum-marks" aria-hidden>
          {landmarks(width).map((landmark) => (
            <Mark
              key={landmark.segments}
              landmark={landmark}
              width={width}
              pixels={pixels}
              isChosen={landmark.segments === segments}
            />
          ))}
        </div>
        <SliderTrack className="spectrum-track" ref={track}>
          <div className="spectrum-line" />
          {stops.map((stop) => (
            <span
              key={stop}
              className="spectrum-stop"
              style={{ left: `${stopPosition(stop, width) * 100}%`, borderColor: segmentColor(stop, width) }}
            />
          ))}
          <div className="spectrum-numbers" aria-hidden>
            {stops
              .filter((stop) => labelled.has(stop))
              .map((stop) => (
                <span
                  key={stop}
                  className={stop === segments ? "chosen" : undefined}
                  style={{ left: `${stopPosition(stop, width) * 100}%` }}
                >
                  {stop}
                </span>
              ))}
          </div>
          <SliderThumb className="spectrum-thumb" inputRef={input} />
        </SliderTrack>
      </Slider>
    </div>
  );
});

function Mark({
  landmark,
  width,
  pixels,
  isChosen,
}: {
  landmark: Landmark;
  width: number;
  pixels: number;
  isChosen: boolean;
}) {
  const place = landmark.segments === 1 ? "first" : landmark.segments === width ? "last" : "between";
  const position = stopPosition(landmark.segments, width);
  // Between the two outer marks if there is room, else one line above them.
  const isRaised =
    place === "between" && Math.min(position, 1 - position) * pixels < OUTER_MARK_PIXELS + landmark.title.length * 4;
  return (
    <div
      className={`spectrum-mark spectrum-mark-${place}${isRaised ? " raised" : ""}${isChosen ? " chosen" : ""}`}
      style={place === "between" ? { left: `${position * 100}%` } : undefined}
    >
      <b>{landmark.title}</b>
      <span>{landmark.note}</span>
    </div>
  );
}
