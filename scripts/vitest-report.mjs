// A Vitest reporter that writes what `npm test` needs: each test's state and, for a skipped one, its
// reason; and every error outside a test. (Vitest's own JSON has neither reasons nor those errors.)
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./stamps.mjs";

export const unitReport = join(root, ".cache/unit-tests.json");

export default class LabReport {
  /** `file` is where the report goes, for a reporter that a configuration names with its options. */
  constructor({ file = unitReport } = {}) {
    this.file = file;
  }

  onTestRunEnd(modules, unhandledErrors) {
    const tests = [];
    const failures = unhandledErrors.map((error) => `outside any test: ${error.message}`);
    for (const module of modules) {
      const file = relative(root, module.moduleId).replaceAll("\\", "/");
      let testCount = 0;
      for (const test of module.children.allTests()) {
        testCount++;
        const result = test.result();
        tests.push({
          file,
          name: test.fullName,
          state: result.state,
          reason: result.state === "skipped" ? (result.note ?? null) : null,
        });
      }
      // A file that cannot be loaded, or that tests nothing, fails as a whole.
      for (const error of module.errors()) failures.push(`${file}: ${error.message}`);
      if (testCount === 0 && module.errors().length === 0) failures.push(`${file}: no test in it`);
    }
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify({ tests, failures }));
  }
}
