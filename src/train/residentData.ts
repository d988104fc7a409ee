// A data set on the GPU: pictures are uploaded once, and views made of them there. Runs that
// train on the same data share it.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { keep, tensor1d, tidy, type Tensor1D, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { normalised } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { spritePixels } from "../data/emojiView.ts";
import { paintViews, unpackViews } from "../kernels/views/webgpu.ts";
import type { EvaluationImages } from "./evaluate.ts";
import { evaluationViews } from "./evaluationViews.ts";

export interface ResidentData {
  /** Whether training views can be painted here: true where they are pictures in front of backgrounds. */
  readonly paints: boolean;
  /** int32 [views] training images and int32 [views, words] orders → images [views, height, width, channels]. */
  paint(pictures: Tensor1D, orders: Tensor2D): Tensor4D;
  readonly evaluationImages: EvaluationImages;
  /** Releases the GPU memory when no other run holds it. */
  dispose(): void;
}

interface Shared {
  readonly views: Omit<ResidentData, "dispose">;
  readonly tensors: Map<string, Tensor1D>;
  users: number;
}

const shared = new WeakMap<WebGPUBackend, Map<Dataset, Shared>>();

export function residentData(gpu: WebGPUBackend, dataset: Dataset): ResidentData {
  const onBackend = shared.get(gpu) ?? new Map<Dataset, Shared>();
  shared.set(gpu, onBackend);
  const own = onBackend.get(dataset) ?? uploadedOnDemand(gpu, dataset);
  onBackend.set(dataset, own);
  own.users++;
  let held = true;
  return {
    ...own.views,
    dispose: () => {
      if (!held) return;
      held = false;
      if (--own.users > 0) return;
      onBackend.delete(dataset);
      own.tensors.forEach((tensor) => tensor.dispose());
    },
  };
}

function uploadedOnDemand(gpu: WebGPUBackend, dataset: Dataset): Shared {
  const tensors = new Map<string, Tensor1D>();
  const resident = (name: string, make: () => Tensor1D): Tensor1D => {
    const tensor = tensors.get(name) ?? keep(make());
    tensors.set(name, tensor);
    return tensor;
  };
  const numberOf = () => resident("numbers of bytes", () => tensor1d(normalised));
  const words = (bytes: Uint8Array<ArrayBufferLike>) =>
    tensor1d(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4), "int32");
  const { painted } = dataset;
  return {
    tensors,
    users: 0,
    views: {
      paints:
        painted !== undefined &&
        dataset.size("train") * spritePixels * 4 <= gpu.device.limits.maxStorageBufferBindingSize,
      paint: (pictures, orders) => {
        if (!painted) throw new Error(`The views of ${dataset.description.title} are no pictures before backgrounds.`);
        return paintViews(gpu, {
          sprites: resident("sprites", () => tensor1d(spritesOf(dataset.size("train"), painted.sprite), "int32")),
          pictures,
          orders,
          numberOf: numberOf(),
        });
      },
      evaluationImages: (task, first, end) =>
        tidy(() =>
          unpackViews(gpu, {
            imageShape: dataset.description.imageShape,
            words: resident(`${task.split} ${task.views}`, () => words(evaluationViews(dataset, task))),
            numberOf: numberOf(),
            pictures: tensor1d(
              Int32Array.from({ length: end - first }, (_, at) => first + at),
              "int32",
            ),
          }),
        ),
    },
  };
}

function spritesOf(count: number, sprite: (index: number) => Uint32Array): Int32Array {
  const all = new Int32Array(count * spritePixels);
  for (let index = 0; index < count; index++) all.set(sprite(index), index * spritePixels);
  return all;
}
