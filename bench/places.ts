// The bench's folders, the same in a clone and in a packed bench.
export const dataFolder = new URL("../public/data/", import.meta.url);
