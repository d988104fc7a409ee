// Where things lie, in a clone and in a packed bench alike.
export const dataFolder = new URL("../public/data/", import.meta.url);
