// The list of who drew the data set's pictures, from the file beside the page.
import { readSources, type PictureSource } from "../../data/sources.ts";

/** Rejects with a sentence that says why and what to do. */
export async function fetchSources(): Promise<readonly PictureSource[]> {
  const response = await fetch("./data/attribution.json").catch(() => {
    throw new Error("you are offline, or the server of this page does not answer. Connect again, then try it again.");
  });
  if (!response.ok)
    throw new Error(
      `the server answers ${response.status}. It is in the file data/attribution.json beside this page; ` +
        "set the lab up again with “npm start” if it is missing.",
    );
  return readSources(await response.json());
}
