// The intervals of means as bands behind their curves; of many curves only that of the one that is looked at.
import { memo, useMemo } from "react";
import { isLifted, useLifted } from "./lifted.ts";
import { PlotClip, usePlace, type Place } from "./plot.tsx";
import { MOST_BANDS, type BandPoint, type Curve } from "./series.ts";

export function MeanBands({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  const lifted = useLifted();
  if (!place) return null;
  const isAnyLifted = curves.some((curve) => isLifted(curve, lifted));
  return (
    <PlotClip stroke="none" fillOpacity={0.13}>
      {curves.map(
        (curve) =>
          curve.band &&
          (curves.length <= MOST_BANDS || isLifted(curve, lifted)) && (
            <MeanBand
              key={curve.run.id}
              colour={curve.run.mark.colour}
              band={curve.band}
              place={place}
              state={isAnyLifted ? (isLifted(curve, lifted) ? "lifted" : "faded") : "usual"}
            />
          ),
      )}
    </PlotClip>
  );
}

const MeanBand = memo(function MeanBand({
  colour,
  band,
  place,
  state,
}: {
  readonly colour: string;
  readonly band: readonly BandPoint[];
  readonly place: Place;
  readonly state: "usual" | "lifted" | "faded";
}) {
  const edge = useMemo(
    () => place.path([...band.map(({ x, high }) => ({ x, y: high })), ...bottomOf(band)]),
    [place, band],
  );
  return <path className={`chart-run-${state}`} fill={colour} d={`${edge}Z`} />;
});

/** From the right. */
function bottomOf(band: readonly BandPoint[]) {
  return band.toReversed().map(({ x, low }) => ({ x, y: low }));
}
