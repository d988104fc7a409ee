// Files of this site, for workers: from the server, or without a connection as the browser has kept them.
import { UnreachableFault } from "../run/runFault.ts";

/** Throws an UnreachableFault without a connection and a kept copy, and what the server says where it refuses. */
export async function siteFile(url: URL): Promise<ArrayBuffer> {
  const response = await fetch(url)
    // A file that the server wants to be asked about each time is kept all the same.
    .catch(() => fetch(url, { cache: "only-if-cached", mode: "same-origin" }))
    .catch(() => null);
  if (!response) throw new UnreachableFault(nameOf(url));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.arrayBuffer();
}

/** The last two parts of its path: "data/emoji-10.bin". */
function nameOf({ pathname }: URL): string {
  return pathname.split("/").slice(-2).join("/");
}
