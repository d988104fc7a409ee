// The settings of an experiment as the panel groups them.
import type { Experiment } from "../../recipe/experiment.ts";
import { settingsOf, type SettingNow } from "../../recipe/usual.ts";

interface SettingGroup {
  readonly title: string;
  readonly settings: readonly SettingNow[];
}

/** The first keys of the paths in each group. */
const GROUPS: readonly (readonly [title: string, keys: readonly string[]])[] = [
  ["The network", ["network"]],
  ["Data", ["dataset"]],
  ["Training", ["training"]],
  ["Evaluation and arithmetic", ["evaluation", "arithmetic", "storage"]],
  ["Seed", ["seed"]],
];

export function settingGroups(experiment: Experiment): readonly SettingGroup[] {
  const all = settingsOf(experiment);
  return GROUPS.map(([title, keys]) => ({
    title,
    settings: all.filter(({ leaf }) => keys.includes(String(leaf.path[0]))),
  }));
}
