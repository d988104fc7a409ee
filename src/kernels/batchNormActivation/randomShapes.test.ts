// Batch norm with every activation, with and without scale and residual, and the gradients, on random shapes.
import { activationNames } from "../../activations/list.ts";
import type { RandomStream } from "../../data/random.ts";
import { between, describeRandomShapes, oneOf, type Bounds } from "../testRandomShapes.ts";
import { nameOf, normalised, normalisedByLoops, type Case } from "./testLoops.ts";

const draw = (random: RandomStream, { side, channels }: Bounds): Case => ({
  shape: [between(random, 1, 3), between(random, 1, side), between(random, 1, side), between(random, 1, channels)],
  activation: oneOf(random, activationNames),
  scale: oneOf(random, [false, true]),
  residual: oneOf(random, [false, true]),
});

describeRandomShapes<Case>({
  operation: "batchNormActivation",
  draw,
  describe: nameOf,
  run: normalised,
  byLoops: normalisedByLoops,
  tolerance: 2e-5,
});
