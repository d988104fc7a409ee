// A recipe: what can be asked of the lab. It is complete: with the program's version, it decides every number of a run.
import type { Network } from "../networks/families.ts";
import type { ValueOf } from "../settings/field.ts";
import { schemaOf } from "../settings/schema.ts";
import { RECIPE } from "./settings.ts";

export type Recipe = ValueOf<typeof RECIPE>;
export type NetworkRecipe = Network;
export type DatasetRecipe = Recipe["dataset"];
export type TrainingRecipe = Recipe["training"];
export type OptimizerRecipe = TrainingRecipe["optimizer"];
export type ScheduleRecipe = TrainingRecipe["schedule"];

export const defaultRecipe: Recipe = schemaOf(RECIPE).parse({});
