// Fetches the data sets' files from beside the page, wherever the page lies.
import { DatasetError } from "../data/dataset.ts";
import { siteFile } from "../device/siteFile.ts";
import { UnreachableFault } from "../run/runFault.ts";

const folder = import.meta.env.DEV ? new URL("/data/", self.location.origin) : new URL("../data/", self.location.href);

/**
 * The bytes of a file of `public/data`. Throws a DatasetError without a connection, and another error where the server
 * does not have it; the data set says what to do.
 */
export async function fetchBytes(name: string): Promise<ArrayBuffer> {
  try {
    return await siteFile(new URL(name, folder));
  } catch (error) {
    throw error instanceof UnreachableFault ? new DatasetError("offline", error.message) : error;
  }
}
