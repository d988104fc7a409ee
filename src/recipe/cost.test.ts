import { expect, test } from "vitest";
import { pointCost } from "./cost.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";

const WIDTH = 48;
const PIXELS = 16 * 16;

test.each([1, 3, 16, 48])(
  "a module of %i segments costs C² for its pointwise and 9·C²/S for its spatial convolution, at 16×16 positions",
  (segments) => {
    const { module, moduleShare } = pointCost(parseRecipe({ network: { module: { segments } } }));
    const parameters = WIDTH ** 2 + (9 * WIDTH ** 2) / segments;
    expect(module).toEqual({ parameters, multiplyAdds: parameters * PIXELS });
    expect(moduleShare.multiplyAdds).toBeCloseTo(parameters / (10 * WIDTH ** 2), 12);
  },
);

test("at the regular end module and network are all of regular", () => {
  const { moduleShare, networkShare } = pointCost(parseRecipe({ network: { module: { segments: 1 } } }));
  expect([moduleShare, networkShare]).toEqual([
    { parameters: 1, multiplyAdds: 1 },
    { parameters: 1, multiplyAdds: 1 },
  ]);
});

test("the network's shares lie between the module's and 1, for stem and dense layer stay", () => {
  const { moduleShare, networkShare } = pointCost(defaultRecipe);
  expect(networkShare.parameters).toBeGreaterThan(moduleShare.parameters);
  expect(networkShare.parameters).toBeLessThan(1);
});
