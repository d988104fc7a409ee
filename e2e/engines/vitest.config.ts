// The stories in three browser engines: one at a time, so that no browser takes another's processor.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/engines/*.test.ts"],
    globalSetup: ["e2e/engines/serveBuiltSite.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    // A browser may have to be installed.
    hookTimeout: 6 * 60_000,
  },
});
