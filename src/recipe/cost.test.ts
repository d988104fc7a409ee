import { expect, test } from "vitest";
import { pointCost } from "./cost.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";

const WIDTH = 48;
const PIXELS = 16 * 16;

test.each([1, 3, 16, 48])(
  "a module of %i segments costs C² for its pointwise and 9·C²/S for its spatial convolution, at 16×16 positions",
  (segments) => {
    const { module } = pointCost(parseRecipe({ network: { module: { segments } } }));
    const parameters = WIDTH ** 2 + (9 * WIDTH ** 2) / segments;
    expect(module?.price).toEqual({ parameters, multiplyAdds: parameters * PIXELS });
    expect(module?.share?.multiplyAdds).toBeCloseTo(parameters / (10 * WIDTH ** 2), 12);
  },
);

test("at the regular end module and network are all of regular", () => {
  const { module, network } = pointCost(parseRecipe({ network: { module: { segments: 1 } } }));
  expect([module?.share, network.share]).toEqual([
    { parameters: 1, multiplyAdds: 1 },
    { parameters: 1, multiplyAdds: 1 },
  ]);
});

test("the network's shares lie between the module's and 1, for stem and dense layer stay", () => {
  const { module, network } = pointCost(defaultRecipe);
  expect(network.share?.parameters).toBeGreaterThan(module?.share?.parameters ?? Infinity);
  expect(network.share?.parameters).toBeLessThan(1);
});
