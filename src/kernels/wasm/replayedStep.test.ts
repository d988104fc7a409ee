// A replayed step gives the same bits as a plain one and allocates nothing; a step that cannot be
// watched stays plain.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  backend,
  dispose,
  mul,
  scalar,
  tensor1d,
  tensor2d,
  tidy,
  variable,
  variableGrads,
  zeros,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchMean } from "../batchMean/op.ts";
import { biasAdd } from "../biasAdd/op.ts";
import { OPTIMIZER_FACTORS, optimizerStep } from "../optimizer/op.ts";
import { optimizerFactors } from "../optimizer/wasm.ts";
import { softmaxCrossEntropy } from "../softmaxCrossEntropy/op.ts";
import { engineNamed } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { wasmReplayedStep } from "./replayedStep.ts";
import { heapOf } from "./watchStep.ts";

const CLASSES = 7;
const factors = { momentum: 0.9, beta1: 0, beta2: 0, epsilon: 0, averageDecay: 0 };

/** A variable that shares its memory with no tensor. */
function owned(first: Tensor, trainable: boolean): Variable {
  const held = variable(first, trainable);
  first.dispose();
  return held;
}

/** Learns a bias for random logits; `disturb` may do more with the logits. */
function setUp(disturb: (logits: Tensor2D) => Tensor2D = (logits) => logits) {
  const bias = owned(tensor1d(numbers([CLASSES], 5)), true);
  const slot = owned(zeros([CLASSES]), false);
  let step = 0;
  const rate = () => 0.1 / step;
  const replayed = wasmReplayedStep(backend() as BackendWasm, {
    variables: [bias, slot],
    uniforms: () => ({ [OPTIMIZER_FACTORS]: optimizerFactors({ ...factors, step, learningRate: rate() }) }),
    turnMs: 0,
    run: ({ logits = new Float32Array(), labels = new Int32Array() }) =>
      tidy(() => {
        const z = tensor2d(logits as Float32Array, [labels.length, CLASSES]),
          classes = tensor1d(labels as Int32Array, "int32");
        const { value, grads } = variableGrads(
          () => batchMean(softmaxCrossEntropy(disturb(biasAdd(z, bias as Tensor as Tensor1D)), classes).loss),
          [bias],
        );
        optimizerStep({
          parameters: [bias],
          gradients: [grads[bias.name] as Tensor],
          slots: [[slot]],
          decays: [0.01],
          method: "sgd",
          ...factors,
          step,
          learningRate: rate(),
        });
        return value;
      }),
  });
  const nextInputs = (examples: number) => {
    step++;
    return {
      logits: numbers([examples, CLASSES], step),
      labels: Int32Array.from({ length: examples }, (_, i) => (i * step) % CLASSES),
    };
  };
  return {
    bias,
    replayed,
    next: (examples = 4) => replayed.next(nextInputs(examples)),
    nextInTurns: (breathe: () => Promise<void>) => replayed.nextInTurns(nextInputs(4), breathe),
    end() {
      replayed.dispose();
      dispose([bias, slot]);
    },
  };
}

/** What the same steps give without a recording. */
function plainly(steps: readonly number[]): (readonly number[])[] {
  let salt = 0;
  // A constant that differs from step to step prevents recording; the results stay the same.
  const plain = setUp((logits) => (tensor1d([salt++]), logits));
  const results = steps.map((examples) => {
    const { results: own, how } = plain.next(examples);
    expect(["watched", "plain"]).toContain(how);
    return own;
  });
  plain.end();
  return results;
}

describe("a replayed step in WebAssembly", () => {
  beforeAll(() => engineNamed("wasm-simd").activate());

  it("is watched twice, recorded, and from then on replayed with the bits of plain steps", () => {
    const own = setUp();
    const steps = Array.from({ length: 7 }, () => own.next());
    expect(steps.map(({ how }) => how)).toEqual([
      "watched",
      "watched",
      "recorded",
      "replayed",
      "replayed",
      "replayed",
      "replayed",
    ]);
    expect(steps.map(({ results }) => results)).toEqual(plainly(steps.map(() => 4)));
    own.end();
  });

  it("gives the same bits in turns, whatever runs within its pauses and though the memory grows", async () => {
    const own = setUp();
    const other = setUp();
    const found: (readonly number[])[] = [];
    const beside: (readonly number[])[] = [];
    const garbage: Tensor[] = [];
    let pauses = 0;
    for (let step = 1; step <= 6; step++) {
      const { results } = await own.nextInTurns(async () => {
        if (pauses++ % 4 === 0) beside.push(other.next().results);
        if (pauses === 3) garbage.push(zeros([32 * 1024 * 1024]));
      });
      found.push(results);
    }
    expect(pauses).toBeGreaterThan(10);
    expect(found).toEqual(plainly(found.map(() => 4)));
    expect(beside).toEqual(plainly(beside.map(() => 4)));
    dispose(garbage);
    own.end();
    other.end();
  });

  it("takes no memory from the heap once it is recorded, and minds nothing that others write there", () => {
    const own = setUp();
    const found = [1, 2, 3].map(() => own.next().results);
    const heap = heapOf(backend() as BackendWasm);
    const { _malloc } = heap;
    const garbage: Tensor[] = [];
    for (let step = 4; step <= 6; step++) {
      garbage.push(...Array.from({ length: 40 }, (_, index) => tensor1d(new Float32Array(8 * index + 1).fill(NaN))));
      let asked = 0;
      heap._malloc = (bytes) => (asked++, _malloc(bytes));
      found.push(own.next().results);
      heap._malloc = _malloc;
      expect(asked).toBe(0);
    }
    expect(found).toEqual(plainly(found.map(() => 4)));
    dispose(garbage);
    own.end();
  });

  it("runs plainly for a batch of another size, and replays again after it", () => {
    const own = setUp();
    const sizes = [4, 4, 4, 4, 2, 4];
    const steps = sizes.map((size) => own.next(size));
    expect(steps.map(({ how }) => how).slice(3)).toEqual(["replayed", "plain", "replayed"]);
    expect(steps.map(({ results }) => results)).toEqual(plainly(sizes));
    own.end();
  });

  it("is recorded anew when a variable has moved", () => {
    const own = setUp();
    const before = [1, 2, 3, 4].map(() => own.next().results);
    tidy(() => own.bias.assign(mul(own.bias, 1)));
    const after = Array.from({ length: 4 }, () => own.next());
    expect(after.map(({ how }) => how)).toEqual(["watched", "watched", "recorded", "replayed"]);
    expect([...before, ...after.map(({ results }) => results)]).toEqual(plainly(Array.from({ length: 8 }, () => 4)));
    own.end();
  });

  it("is never recorded where a kernel of tfjs's own works unseen, and says which", () => {
    const own = setUp((logits) => (mul(logits, scalar(2)), logits));
    const hows = Array.from({ length: 8 }, () => own.next().how);
    expect(hows).not.toContain("recorded");
    expect(hows.at(-1)).toBe("plain");
    expect(own.replayed.obstacle).toBe("it runs Multiply, which nobody watches");
    own.end();
  });

  it("is never recorded where it writes numbers of its own that change", () => {
    let salt = 0;
    const own = setUp((logits) => (tensor1d([salt++]), logits));
    expect(Array.from({ length: 8 }, () => own.next().how)).not.toContain("recorded");
    expect(own.replayed.obstacle).toBe("it calls or writes something else than before");
    own.end();
  });

  it("gives its memory back", () => {
    const heap = heapOf(backend() as BackendWasm);
    const { _malloc, _free } = heap;
    const blocks = new Set<number>();
    const own = setUp();
    own.next();
    own.next();
    heap._malloc = (bytes) => {
      const address = _malloc(bytes);
      blocks.add(address);
      return address;
    };
    heap._free = (address) => (blocks.delete(address), _free(address));
    own.next();
    expect(own.replayed.memoryBytes).toBeGreaterThan(0);
    expect(blocks.size).toBe(1);
    own.end();
    expect(blocks.size).toBe(0);
    [heap._malloc, heap._free] = [_malloc, _free];
  });
});
