// Saves a chart of the page as a picture.
import type { RefObject } from "react";
import type { PictureWords } from "../chartPicture.ts";
import { downloadBlob, downloadText } from "../download.ts";

interface SavePictureProps {
  /** Where the chart stands. */
  readonly figure: RefObject<HTMLElement | null>;
  readonly words: () => PictureWords;
  /** Without its ending. */
  readonly file: string;
}

export function SavePicture({ figure, words, file }: SavePictureProps) {
  const picture = async (): Promise<string | null> => {
    const chart = figure.current?.querySelector<SVGSVGElement>("[role=img] svg");
    // Loaded when it is asked for.
    return chart ? (await import("../chartPicture.ts")).chartPicture(chart, words()) : null;
  };
  const saveSvg = async () => {
    const svg = await picture();
    if (svg !== null) downloadText(`${file}.svg`, "image/svg+xml", svg);
  };
  const savePng = async () => {
    const svg = await picture();
    if (svg !== null) downloadBlob(`${file}.png`, await (await import("../picture.ts")).pngOf(svg));
  };
  return (
    <>
      <button type="button" onClick={() => void saveSvg()}>
        Download the chart (SVG)
      </button>{" "}
      <button type="button" onClick={() => void savePng()}>
        Download the chart (PNG)
      </button>
    </>
  );
}
