// Kept runs of the default recipe, as version 1 of the database held them, written into a page's IndexedDB.
// Frozen with that version, because the lab must go on opening these. Their curves come from a formula that
// resembles one real run (seed 1, two cores: 26 s, 56.5 % on validation).

/** Runs in a page that has none of the lab's code, and nothing of this module. */
export async function writeKeptRuns({ runs, checkpoints }) {
  const STEPS_PER_EPOCH = 109;
  const EPOCHS = 12;
  const STEPS = STEPS_PER_EPOCH * EPOCHS;
  const CLASSES = 10;
  const CHECKSUM = "fb72bf57cee349d809640a7da47ca7b8519b3ee8442b34df47483a3f6093707e";
  const SEGMENTS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 48];
  const BETWEEN = ["none", "relu", "elu"];
  const engine = { name: "wasm-simd", adapter: "SIMD WebAssembly", reason: "no hardware GPU" };

  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };

  const recipeOf = (index) => ({
    version: 1,
    network: {
      family: "spectrum",
      width: 48,
      stages: [2, 2],
      module: {
        segments: SEGMENTS[index % SEGMENTS.length],
        kernel: 3,
        order: "pointwise-first",
        intermediateActivation: BETWEEN[Math.floor(index / SEGMENTS.length) % BETWEEN.length],
        intermediateBatchNorm: false,
      },
      activation: "relu",
      activationPlace: "after-add",
      residual: true,
      dropout: 0,
    },
    dataset: { id: "emoji-10", settings: { backgrounds: "varied", seed: 1 } },
    training: {
      epochs: EPOCHS,
      batchSize: 32,
      learningRate: 0.1,
      optimizer: { method: "sgd", momentum: 0.9 },
      schedule: { kind: "cosine", warmupEpochs: 0 },
      weightDecay: 0.0001,
      decayDepthwise: false,
    },
    seed: 1 + Math.floor(index / (SEGMENTS.length * BETWEEN.length)),
    arithmetic: "portable",
    storage: "float32",
  });

  const canonical = (value) => {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    const keys = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  };
  // Storage became a choice later; its default is not in the hash.
  const hashOf = async (recipe) => {
    const bytes = new TextEncoder().encode(canonical({ ...recipe, storage: undefined }));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const columnsOf = () => {
    const column = (valueAt) => Float64Array.from({ length: STEPS }, (_, at) => valueAt(at + 1));
    return {
      step: column((step) => step),
      epoch: column((step) => step / STEPS_PER_EPOCH),
      loss: column((step) => 0.9 + 2.6 * Math.exp(-step / 250) + 0.4 * (random() - 0.5)),
      accuracy: column((step) => Math.round(32 * Math.min(1, 0.7 - 0.6 * Math.exp(-step / 400) + 0.2 * random())) / 32),
      learningRate: column((step) => 0.05 * (1 + Math.cos((Math.PI * (step - 1)) / STEPS))),
      elapsedMs: column((step) => 300 + 19.6 * step + random()),
      imagesPerSecond: column(() => 1600 + 300 * random()),
    };
  };

  const evaluationOf = (runId, split, epoch) => {
    const accuracy = 0.6 - 0.5 * Math.exp(-epoch / 4) + 0.04 * (random() - 0.5);
    const row = (truth) =>
      Array.from({ length: CLASSES }, (_, taken) => Math.round((taken === truth ? 60 : 6) * random()));
    return {
      type: "evaluated",
      runId,
      split,
      loss: 1.2 + 1.2 * Math.exp(-epoch / 4) + 0.05 * random(),
      accuracy,
      top3Accuracy: accuracy + 0.22,
      confusion: Array.from({ length: CLASSES }, (_, truth) => row(truth)),
      epoch,
      step: epoch * STEPS_PER_EPOCH,
      elapsedMs: 300 + 2145 * epoch,
    };
  };

  const recordOf = async (index) => {
    const id = `kept-${index}`;
    const recipe = recipeOf(index);
    const validated = Array.from({ length: EPOCHS + 1 }, (_, epoch) => evaluationOf(id, "validation", epoch));
    return {
      format: 1,
      order: index,
      id,
      pressId: `press-${Math.floor(index / BETWEEN.length)}`,
      recipe,
      recipeHash: await hashOf(recipe),
      status: "finished",
      hidden: false,
      started: {
        type: "started",
        runId: id,
        version: "0.2.0",
        recipe,
        engine,
        earlierEngines: [],
        parameters: 17146,
        trainableParameters: 16666,
        multiplyAdds: 2636256,
        stepsPerEpoch: STEPS_PER_EPOCH,
        steps: STEPS,
        datasetChecksum: CHECKSUM,
        fromStep: 0,
      },
      evaluations: [...validated, evaluationOf(id, "test", EPOCHS)],
      finished: { type: "finished", runId: id, elapsedMs: 26045, imagesPerSecond: 1787 },
      failure: null,
      columns: columnsOf(),
    };
  };

  // As many numbers and arrays as the default network's parameters and their momentum.
  const checkpoint = () => ({
    epoch: EPOCHS,
    step: STEPS,
    elapsedMs: 26045,
    datasetChecksum: CHECKSUM,
    engines: [engine],
    arrays: Object.fromEntries(
      Array.from({ length: 64 }, (_, at) => [`array-${at}`, Float32Array.from({ length: 528 }, random)]),
    ),
  });

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open("xception-lab", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("runs", { keyPath: "id" });
    opening.result.createObjectStore("checkpoints");
  };
  const database = await asked(opening);
  const AT_ONCE = 50;
  for (let first = 0; first < runs; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, runs - first);
    const records = await Promise.all(Array.from({ length: count }, (_, at) => recordOf(first + at)));
    const transaction = database.transaction(["runs", "checkpoints"], "readwrite");
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    for (const record of records) transaction.objectStore("runs").put(record);
    for (let at = first; at < Math.min(first + count, checkpoints); at++)
      transaction.objectStore("checkpoints").put(checkpoint(), `kept-${at}`);
    await done;
  }
  database.close();
}
