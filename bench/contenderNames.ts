// The contenders by name, and the words for each.

/** The lab's engines: the name in `src/device`, one for files, and one for sentences. */
export const labEngines = {
  "lab-wasm-simd": { engine: "wasm-simd", short: "simd", words: "plain SIMD" },
  "lab-wasm-relaxed": { engine: "wasm-relaxed", short: "relaxed", words: "relaxed SIMD" },
  "lab-webgpu": { engine: "webgpu", short: "webgpu", words: "WebGPU" },
} as const;
export type LabEngine = keyof typeof labEngines;
export const labEngineNames = Object.keys(labEngines) as LabEngine[];
export const isLabEngine = (name: ContenderName): name is LabEngine => name in labEngines;
/** The engines that run on the processor. */
export const wasmEngines = ["lab-wasm-simd", "lab-wasm-relaxed"] as const satisfies readonly LabEngine[];

export const tfjsPeers = ["tfjs-wasm", "tfjs-cpu", "tfjs-webgl", "tfjs-webgpu"] as const;
export type TfjsPeer = (typeof tfjsPeers)[number];
export const jaxJsPeers = ["jax-js-wasm", "jax-js-webgpu"] as const;
export const pythonPeers = ["native-jax", "pytorch", "pytorch-graph"] as const;

/** The contenders that run in JavaScript. */
export type JavaScriptContender = LabEngine | TfjsPeer | (typeof jaxJsPeers)[number];
export type PeerName = Exclude<JavaScriptContender, LabEngine> | (typeof pythonPeers)[number];
export type ContenderName = LabEngine | PeerName;
export const contenderNames: readonly ContenderName[] = [
  ...labEngineNames,
  ...tfjsPeers,
  ...jaxJsPeers,
  ...pythonPeers,
];

/**
 * What a row compares the lab with: a contender at the same task, XNNPACK's dense forward convolution by rate (the peer
 * of every kernel), or tfjs's operations in the lab's own process, on the same backend.
 */
export type Peer = PeerName | "xnnpack-dense" | "same-process";
