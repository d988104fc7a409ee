// Fetches the data sets' files from beside the page, wherever the page lies.

const folder = import.meta.env.DEV ? new URL("/data/", self.location.origin) : new URL("../data/", self.location.href);

/** The bytes of a file of `public/data`. Throws where the server does not have it; the data set says what to do. */
export async function fetchBytes(name: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(name, folder));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.arrayBuffer();
}
