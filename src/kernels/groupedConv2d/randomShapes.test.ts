// Grouped convolution and both its gradients on random shapes: every S that divides the channels.
import { tensor4d } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../data/random.ts";
import { numbers } from "../testNumbers.ts";
import { between, describeRandomShapes, oneOf, type Bounds } from "../testRandomShapes.ts";
import { describeWindows, drawWindows, type Windows } from "../testWindows.ts";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  groupedConv2dSizes,
  type GroupedConv2dAttributes,
  type Shape4D,
} from "./op.ts";
import { convolvedByLoops } from "./testLoops.ts";

interface Case extends Windows {
  segments: number;
  inChannels: number;
  outChannels: number;
}

/** Channels that fill vectors are drawn more often, and as many output as input channels: they have kernels of their own. */
function draw(random: RandomStream, bounds: Bounds): Case {
  const inChannels = oneOf(random, [
    between(random, 1, bounds.channels),
    4 * between(random, 1, Math.floor(bounds.channels / 4)),
  ]);
  const divisors = Array.from({ length: inChannels }, (_, at) => at + 1).filter((s) => inChannels % s === 0);
  const segments = oneOf(random, divisors);
  const outSegment = between(random, 1, Math.ceil(bounds.channels / segments));
  const outChannels = oneOf(random, [inChannels, segments * outSegment]);
  return { ...drawWindows(random, bounds), segments, inChannels, outChannels };
}

function inputs(test: Case) {
  const { batch, height, width, size, segments, inChannels, outChannels, strides, pad } = test;
  const attributes: GroupedConv2dAttributes = { segments, strides, pad };
  const image: Shape4D = [batch, height, width, inChannels];
  const filterShape: Shape4D = [...size, inChannels / segments, outChannels];
  const sizes = groupedConv2dSizes(image, filterShape, attributes);
  const dyShape: Shape4D = [batch, sizes.outHeight, sizes.outWidth, outChannels];
  const values = { x: numbers(image, 1), filter: numbers(filterShape, 2), dy: numbers(dyShape, 3) };
  return { attributes, image, filterShape, dyShape, sizes, values };
}

describeRandomShapes<Case>({
  operation: "groupedConv2d",
  draw,
  describe: (test) =>
    `${describeWindows(test)}, ${test.inChannels} to ${test.outChannels} channels, S=${test.segments}`,
  run(test) {
    const { attributes, image, filterShape, dyShape, values } = inputs(test);
    const x = tensor4d(values.x, image);
    const filter = tensor4d(values.filter, filterShape);
    const dy = tensor4d(values.dy, dyShape);
    return [
      groupedConv2d(x, filter, attributes),
      groupedConv2dBackpropInput(dy, filter, image, attributes),
      groupedConv2dBackpropFilter(x, dy, filterShape, attributes),
    ];
  },
  byLoops(test) {
    const { sizes, values } = inputs(test);
    return convolvedByLoops(sizes, values);
  },
  tolerance: 1e-5,
});
