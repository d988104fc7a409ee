// Pictures of every class of the chosen data set, as training sees them.
import { memo, useEffect, useRef, useState } from "react";
import { useSize } from "../../charts/useSize.ts";
import { datasetKey, type Asked } from "../../lab/state.ts";
import type { ContactSheet as Sheet } from "../../run/commands.ts";
import { count } from "../format.ts";
import { useLabState } from "../labContext.tsx";
import "./ContactSheet.css";

const COLUMN_PIXELS = 112;
/** The sheet's width before it is known. */
const GUESSED_PIXELS = 1000;

export const ContactSheet = memo(function ContactSheet() {
  const asked: Asked<Sheet> | undefined = useLabState(
    (state) => state.contactSheets[datasetKey(state.experiment.recipe.dataset)],
  );
  if (asked?.status === "known") return <Pictures sheet={asked.value} />;
  if (asked?.status === "failed")
    return (
      <p className="sheet-empty" role="alert">
        {asked.message}
      </p>
    );
  return <p className="sheet-empty soft">Pictures of each class appear here as soon as the data set is read.</p>;
});

function Pictures({ sheet }: { sheet: Sheet }) {
  const [ref, { width: measured }] = useSize<HTMLUListElement>();
  const pixels = measured || GUESSED_PIXELS;
  const columns = Math.max(2, Math.min(sheet.classNames.length, Math.floor(pixels / COLUMN_PIXELS)));
  const shown = Math.max(1, Math.min(sheet.columns, Math.floor((pixels / columns - 6) / sheet.cell)));
  const { train, validation, test } = sheet.counts;
  return (
    <>
      <ul className="sheet" ref={ref} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {sheet.classNames.map((name, row) => (
          <li key={name}>
            <ClassPictures sheet={sheet} row={row} shown={shown} name={name} />
            <span>{name}</span>
          </li>
        ))}
      </ul>
      <p className="help">
        {count(train)} images to train on, {count(validation)} to validate, {count(test)} to test. Each is {sheet.cell}×
        {sheet.cell} pixels in colour.
      </p>
    </>
  );
}

function ClassPictures({ sheet, row, shown, name }: { sheet: Sheet; row: number; shown: number; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const { cell, pixels, width, height } = sheet;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return setFailed(true);
    context.putImageData(new ImageData(pixels, width, height), 0, -row * cell);
  }, [pixels, width, height, cell, row, shown]);
  if (failed) return <span className="soft">(no canvas)</span>;
  return (
    <canvas
      ref={canvas}
      width={shown * cell}
      height={cell}
      role="img"
      aria-label={`${shown} pictures of the class ${name}`}
    />
  );
}
