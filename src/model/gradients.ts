// Gradients of the few tfjs operations that a model uses beside our own kernels. tfjs-core
// registers none unless its whole library of gradients is loaded.
import {
  div,
  fill,
  mul,
  registerGradient,
  reshape,
  slice,
  type GradConfig,
  type NamedAttrMap,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { releasesEarly } from "../kernels/releaseEarly.ts";

const single = (dy: Tensor | Tensor[]): Tensor => {
  const [first] = Array.isArray(dy) ? dy : [dy];
  if (!first) throw new Error("A gradient of nothing.");
  return first;
};

const saved = (tensors: readonly Tensor[], index: number): Tensor => {
  const tensor = tensors[index];
  if (!tensor) throw new Error(`${tensors.length} tensors were saved, and number ${index + 1} is asked for.`);
  return tensor;
};

const attribute = <T>(attributes: NamedAttrMap, name: string) => attributes[name] as unknown as T;

const gradients: readonly GradConfig[] = [
  // The mean of all elements, as in the loss of a batch: each has the same share.
  {
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, tensors) => {
      const x = saved(tensors, 0);
      return { x: () => mul(fill(x.shape, 1), div(single(dy), x.size)) };
    },
  },
  {
    kernelName: "Reshape",
    inputsToSave: ["x"],
    gradFunc: (dy, tensors) => ({ x: () => reshape(single(dy), saved(tensors, 0).shape) }),
  },
  // Addition of equal shapes.
  { kernelName: "Add", gradFunc: (dy) => ({ a: () => single(dy).clone(), b: () => single(dy).clone() }) },
  // Multiplication of equal shapes.
  {
    kernelName: "Multiply",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, tensors) => ({
      a: () => mul(single(dy), saved(tensors, 1)),
      b: () => mul(single(dy), saved(tensors, 0)),
    }),
  },
  // Joining along the last axis: each input gets its own channels back.
  {
    kernelName: "Concat",
    saveAllInputs: true,
    gradFunc: (dy, tensors) => {
      const parts: Record<string, () => Tensor> = {};
      let begin = 0;
      tensors.forEach((input, index) => {
        const [own, from] = [input.shape.at(-1) ?? 0, begin];
        begin += own;
        parts[index] = () => slice(single(dy), [...input.shape.slice(0, -1).map(() => 0), from], input.shape);
      });
      return parts;
    },
  },
  {
    kernelName: "PadV2",
    inputsToSave: ["x"],
    gradFunc: (dy, tensors, attributes) => {
      const paddings = attribute<readonly (readonly [number, number])[]>(attributes, "paddings");
      return {
        x: () =>
          slice(
            single(dy),
            paddings.map(([before]) => before),
            saved(tensors, 0).shape,
          ),
      };
    },
  },
];

let done = false;

/** Makes these operations differentiable; a second call does nothing. */
export function registerModelGradients(): void {
  if (!done) gradients.map(releasesEarly).forEach(registerGradient);
  done = true;
}
