// Pooling over windows and over the image, and the gradients, on random shapes.
import { tensor2d, tensor4d } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../data/random.ts";
import { numbers } from "../testNumbers.ts";
import { between, describeRandomShapes, type Bounds } from "../testRandomShapes.ts";
import { describeWindows, drawWindows, type Windows } from "../testWindows.ts";
import {
  averagePool2d,
  averagePool2dGrad,
  globalAveragePool,
  globalAveragePoolGrad,
  maxPool2d,
  maxPool2dGrad,
  poolSizes,
  type Shape4D,
} from "./op.ts";
import { averagedByLoops, pooledByLoops } from "./testLoops.ts";

interface Case extends Windows {
  channels: number;
}

const draw = (random: RandomStream, bounds: Bounds): Case => ({
  ...drawWindows(random, bounds),
  channels: between(random, 1, bounds.channels),
});

function inputs(test: Case) {
  const { batch, height, width, channels } = test;
  const image: Shape4D = [batch, height, width, channels];
  const { outHeight, outWidth } = poolSizes(image, test);
  const dyShape: Shape4D = [batch, outHeight, outWidth, channels];
  // Few different values, so that many cells of a window are equal.
  const x = numbers(image, 1).map((value) => Math.round(3 * value));
  return { image, dyShape, x, dy: numbers(dyShape, 2), dmean: numbers([batch, channels], 3) };
}

describeRandomShapes<Case>({
  operation: "pooling",
  draw,
  describe: (test) => `${describeWindows(test)}, ${test.channels} channels`,
  run(test) {
    const given = inputs(test);
    const x = tensor4d(given.x, given.image);
    const dy = tensor4d(given.dy, given.dyShape);
    const y = maxPool2d(x, test);
    return [
      y,
      maxPool2dGrad(dy, x, y, test),
      averagePool2d(x, test),
      averagePool2dGrad(dy, { ...test, inputShape: given.image }),
      globalAveragePool(x),
      globalAveragePoolGrad(tensor2d(given.dmean, [test.batch, test.channels]), given.image),
    ];
  },
  byLoops(test) {
    const { image, x, dy, dmean } = inputs(test);
    return [...pooledByLoops(image, test, { x, dy }), ...averagedByLoops(image, { x, dy: dmean })];
  },
  tolerance: 2e-6,
});
