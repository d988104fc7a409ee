// Links as version 1 of the recipe wrote them: they open, and their arms ask for the same.
import { expect, test } from "vitest";
import { armsOf } from "../recipe/experiment.ts";
import { recipeHash } from "../recipe/hash.ts";
import version1 from "../recipe/versions/version1.json" with { type: "json" };
import { readLink, writeLink } from "./link.ts";

test.each(version1.links)("#$link", ({ link, arms }) => {
  expect(armsOf(readLink(link)).map(recipeHash)).toEqual(arms);
  expect(readLink(writeLink(readLink(link)))).toEqual(readLink(link));
});
