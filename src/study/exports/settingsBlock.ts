// What all arms of a study share, setting by setting, so that a report can be repeated by hand.
import { RECIPE } from "../../recipe/settings.ts";
import { leavesOf } from "../../settings/leaves.ts";
import { valueAt } from "../../settings/problem.ts";
import { plainWords } from "../../settings/words.ts";
import type { Block } from "../report.ts";
import type { Study } from "../study.ts";

export function settingsBlock({ base, factors }: Study): Block {
  const varied = new Set(["seed", ...factors.map(({ setting }) => setting)]);
  return {
    kind: "table",
    head: ["Setting", "Value", "In links"],
    rows: leavesOf(RECIPE, base).map(({ field, path, link }) => [
      field.label,
      varied.has(link) ? "varied" : plainWords(field, valueAt(base, path)),
      { code: link },
    ]),
  };
}
