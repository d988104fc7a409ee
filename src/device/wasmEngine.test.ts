// Opening an engine for one run leaves it as it is for another that uses it.
import { backend } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";
import { kernelsOf } from "../kernels/wasm/attach.ts";
import { nodeAssets } from "./nodeAssets.ts";
import { openWasm } from "./wasmEngine.ts";

test("opened again, the engine has the very same kernels; another build has others", async () => {
  const kernels = () => kernelsOf(backend() as BackendWasm);
  await openWasm("simd", nodeAssets);
  const first = kernels();
  await openWasm("simd", nodeAssets);
  expect(kernels()).toBe(first);
  await openWasm("relaxed", nodeAssets);
  expect(kernels()).not.toBe(first);
});
