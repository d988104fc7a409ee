// Links as earlier versions wrote them: they open, and their arms ask for the same.
import { expect, test } from "vitest";
import { armsOf } from "../recipe/experiment.ts";
import { recipeHash } from "../recipe/hash.ts";
import version1 from "../recipe/versions/version1.json" with { type: "json" };
import version2 from "../recipe/versions/version2.json" with { type: "json" };
import { readLink, writeLink } from "./link.ts";

test.each([...version1.links, ...version2.links])("#$link", ({ link, arms }) => {
  expect(armsOf(readLink(link)).map(recipeHash)).toEqual(arms);
  expect(readLink(writeLink(readLink(link)))).toEqual(readLink(link));
});
