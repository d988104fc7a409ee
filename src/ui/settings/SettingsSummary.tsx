// The settings in one line of words, those that differ from the defaults in strong type. It leads to all settings.
import { memo, type MouseEvent } from "react";
import { describeDataset } from "../../data/registry.ts";
import type { Experiment } from "../../recipe/experiment.ts";
import { settingsOf } from "../../recipe/usual.ts";
import { plural } from "../format.ts";
import { trainingParts } from "../words.ts";

interface SettingsSummaryProps {
  readonly experiment: Experiment;
  readonly href: string;
  readonly onClick: (event: MouseEvent) => void;
}

export const SettingsSummary = memo(function SettingsSummary({ experiment, href, onClick }: SettingsSummaryProps) {
  const { dataset, training, seed } = experiment.recipe;
  const parts = [{ words: describeDataset(dataset.id).title, paths: ["dataset"] }, ...trainingParts(training, seed)];
  const differing = settingsOf(experiment)
    .filter(({ differs }) => differs)
    .map(({ leaf }) => leaf.path.join("."));
  const isOf = (path: string, paths: readonly string[]) =>
    paths.some((part) => path === part || path.startsWith(`${part}.`));
  const words = parts.flatMap(({ words: each, paths }, index) => [
    ...(index > 0 ? [" · "] : []),
    differing.some((path) => isOf(path, paths)) ? <strong key={each}>{each}</strong> : each,
  ]);
  return (
    <a className="settings-summary soft" href={href} onClick={onClick} title="All settings">
      {words}
      {differing.length > 0 &&
        ` · ${plural(differing.length, "setting")} ${differing.length === 1 ? "differs" : "differ"}`}
    </a>
  );
});
