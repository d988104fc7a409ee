// The built site in dist/: checks whether it is up to date, and builds it.
import { binOf, runToEnd } from "./programs.mjs";
import { filesUnder, isFresh, stamp } from "./stamps.mjs";

const sources = () =>
  filesUnder(
    [
      "src",
      "public",
      "index.html",
      "vite.config.ts",
      "scripts/sitePlugins.ts",
      "scripts/policy.mjs",
      "package.json",
      "package-lock.json",
    ],
    (file) => !/\.(test|as)\.tsx?$/.test(file),
  );

// The page's size is written beside the site; see sitePlugins.ts.
const outputs = ["dist", ".cache/page.json"];

export const siteIsFresh = () => isFresh("site", sources(), outputs);

/** Builds the site into dist/; returns false when the build fails (it has then said why). */
export async function buildSite(stdio = "inherit") {
  const built = sources();
  const { code } = await runToEnd(process.execPath, [binOf("vite"), "build", "--logLevel", "warn"], { stdio });
  if (code === 0) stamp("site", built, outputs);
  return code === 0;
}
