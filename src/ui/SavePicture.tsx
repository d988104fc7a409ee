// Saves a picture as SVG or PNG, and says why where it cannot.
import { useState, type RefObject } from "react";
import { Button } from "react-aria-components/Button";
import type { PictureWords } from "./chartPicture.ts";
import { downloadBlob, downloadText } from "./download.ts";
import { pngOf } from "./picture.ts";
import "./controls/buttons.css";

interface SavePictureProps {
  /** "the chart". */
  readonly what: string;
  /** The text of an SVG file. */
  readonly svg: () => string | Promise<string>;
  /** Without its ending. */
  readonly file: string;
}

export function SavePicture({ what, svg, file }: SavePictureProps) {
  const [why, setWhy] = useState("");
  const saved = (save: (picture: string) => void | Promise<void>) => async () => {
    try {
      await save(await svg());
      setWhy("");
    } catch (error) {
      setWhy(`It was not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const saveSvg = saved((picture) => downloadText(`${file}.svg`, "image/svg+xml", picture));
  const savePng = saved(async (picture) => downloadBlob(`${file}.png`, await pngOf(picture)));
  return (
    <>
      <Button className="button button-quiet" onPress={() => void saveSvg()}>
        Save {what} (SVG)
      </Button>{" "}
      <Button className="button button-quiet" onPress={() => void savePng()}>
        Save {what} (PNG)
      </Button>
      {why !== "" && (
        <span className="field-error" role="alert">
          {why}
        </span>
      )}
    </>
  );
}

/** The chart that stands in an element, as a picture that stands alone. Rejects where there is none. */
export async function pictureIn(figure: RefObject<HTMLElement | null>, words: PictureWords): Promise<string> {
  const chart = figure.current?.querySelector<SVGSVGElement>("svg[role=img], [role=img] svg");
  if (!chart) throw new Error("there is no chart yet.");
  // Loaded when it is asked for.
  const { chartPicture } = await import("./chartPicture.ts");
  return chartPicture(chart, words);
}
