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
      "scripts/licences.mjs",
      "LICENSE",
      "package.json",
      "package-lock.json",
    ],
    (file) => !/\.(test|as)\.tsx?$/.test(file),
  );

// Reports of what is in the site are written beside it; see sitePlugins.ts.
const outputs = ["dist", ".cache/page.json", ".cache/bundles.json"];

export const siteIsFresh = () => isFresh("site", sources(), outputs);

/** Builds the site into dist/; returns false when the build fails (it has then said why). */
export async function buildSite(stdio = "inherit") {
  const built = sources();
  const { code } = await runToEnd(process.execPath, [binOf("vite"), "build", "--logLevel", "warn"], { stdio });
  if (code === 0) stamp("site", built, outputs);
  return code === 0;
}
