// What a contender is opened with: what differs between Node and a browser, and its options.
import type { EngineAssets } from "../src/device/assets.ts";
import type { JavaScriptContender } from "./contenderNames.ts";

export interface Surroundings {
  readonly assets: EngineAssets;
  readonly fetchData: (name: string) => Promise<ArrayBuffer>;
  /** Makes `navigator.gpu` available; throws with the reason where it cannot be. */
  prepareGpu(): Promise<void>;
}

export interface OpenOptions {
  readonly name: JavaScriptContender;
  /** limits.as.ts compiled, base64. */
  readonly limits: Readonly<Record<"simd" | "relaxed", string>>;
}
