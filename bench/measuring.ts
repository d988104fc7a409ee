// The measurements that one family of engines and peers takes part in: limits, kernels, steps.
import { isLabEngine, type ContenderName, type LabEngine, type Peer } from "./contenderNames.ts";
import type { Handle } from "./handle.ts";
import {
  batchNormWork,
  CHANNELS,
  convolutionTask,
  convolutionWork,
  limitMs,
  optimizerTask,
  optimizerWork,
  stepLimitMs,
  stepTask,
  stepWork,
  type Limits,
} from "./measured.ts";
import type { ByEngine, Row } from "./report.ts";
import { peerWords } from "./reportWords.ts";
import { inTurns, medianMs, type Entry, type Role, type Timing } from "./rounds.ts";
import type { Family, Settings } from "./settings.ts";
import { ratioOf } from "./statistics.ts";
import { convolutionParts, partWords, type BatchNormTask, type StepTask, type Task } from "./tasks.ts";
import { OPERATIONS_A_ROUND } from "./wasmLimits.ts";
import type { Work } from "./works.ts";

interface Measuring {
  readonly family: Family;
  readonly handles: ReadonlyMap<ContenderName, Handle>;
  readonly engines: readonly LabEngine[];
  readonly settings: Settings;
  readonly say: (line: string) => void;
  readonly complain: (message: string) => void;
}

export function measuring({ family, handles, engines, settings, say, complain }: Measuring) {
  const entry = (name: ContenderName, task: Task, role: Role): Entry[] => {
    const handle = handles.get(name);
    return handle ? [{ handle, name, task, role }] : [];
  };
  /** The lab on each engine, and every peer, at the same task; the slow ones and a lab of their own at a smaller batch. */
  const entriesFor = (task: Task, smaller: Task | null): Entry[] => [
    ...engines.flatMap((name) => entry(name, task, "ours")),
    ...family.peers.flatMap((name) => entry(name, task, "peer")),
    ...(smaller && family.slowPeers.some((name) => handles.has(name))
      ? [
          ...engines.flatMap((name) => entry(name, smaller, "ours-small")),
          ...family.slowPeers.flatMap((name) => entry(name, smaller, "slow-peer")),
        ]
      : []),
  ];
  const bytes = settings.batch * settings.size * settings.size * CHANNELS * 4;

  const rowsOf = (
    timings: readonly Timing[],
    work: Work,
    segments: number,
    flop: (task: Task) => number,
    limitOf: (engine: LabEngine, task: Task) => number,
  ): Row[] => {
    const oursOf = (engine: LabEngine, role: Role) =>
      timings.find((timing) => timing.name === engine && timing.role === role);
    return engines.flatMap((engine) =>
      timings.flatMap((timing): Row[] => {
        const peer = peerOf(timing);
        const ours = oursOf(engine, timing.role === "slow-peer" ? "ours-small" : "ours");
        if (!peer || !ours) return [];
        const [operations, peerOperations] = [flop(ours.task), flop(timing.task)];
        // The reference does other work, so it is compared by rate.
        const byRate = timing.role === "dense";
        const { ratio, low, high, rounds } = ratioOf(ours.roundsMs, timing.roundsMs);
        const scale = byRate ? operations / peerOperations : 1;
        const [oursMs, theirsMs] = [medianMs(ours), medianMs(timing)];
        return [
          {
            work,
            engine,
            segments,
            peer,
            ratio: ratio * scale,
            low: low * scale,
            high: high * scale,
            rounds,
            limitShare: limitOf(engine, ours.task) / oursMs,
            oursMs,
            theirsMs,
            batch: "batch" in ours.task ? ours.task.batch : 0,
            ...(operations > 0
              ? { gflops: operations / oursMs / 1e6, peerGflops: peerOperations / theirsMs / 1e6 }
              : {}),
            ...(timing.way ? { way: timing.way } : {}),
          },
        ];
      }),
    );
  };
  const report = (rows: readonly Row[]) =>
    rows.forEach((row) =>
      say(
        `  ${row.engine} ${row.oursMs.toFixed(2)} ms; ${peerWords(row)} ${row.theirsMs.toFixed(2)} ms: ` +
          `×${row.ratio.toFixed(2)} (${row.low.toFixed(2)}–${row.high.toFixed(2)}), limit ${(100 * row.limitShare).toFixed(0)} %`,
      ),
    );
  const limitIn = (limits: ByEngine<Limits>, engine: LabEngine, of: (own: Limits) => number): number => {
    const own = limits[engine];
    return own ? of(own) : NaN;
  };

  return {
    /** The best of many tries: a limit is what the machine can do undisturbed. */
    async limitsOf(name: LabEngine): Promise<Limits | null> {
      const handle = handles.get(name);
      if (!handle) return null;
      if (name === "lab-webgpu")
        return (await handle.ask({ ask: "extra", name: "gpuLimits", argument: bytes })) as Limits | null;
      const rounds = 20_000;
      const timings = await inTurns(
        [
          ...entry(name, { kind: "copy", bytes, buffers: 1 }, "copy"),
          ...entry(name, { kind: "copy", bytes, buffers: 16 }, "memory"),
          ...entry(name, { kind: "multiplyAdd", rounds }, "multiply-add"),
        ],
        { rounds: 20, leastRounds: 20, budgetMs: 0, sliceMs: 20 },
        complain,
      );
      const bestMs = (role: Role) => Math.min(...(timings.find((timing) => timing.role === role)?.roundsMs ?? []));
      const found: Limits = {
        copyBytesPerMs: (2 * bytes) / bestMs("copy"),
        memoryBytesPerMs: (2 * bytes) / bestMs("memory"),
        flopPerMs: (rounds * OPERATIONS_A_ROUND) / bestMs("multiply-add"),
        dispatchMs: 0,
      };
      say(
        `  limits of ${name}: copying ${(found.copyBytesPerMs / 1e6).toFixed(1)} GB/s (both ways counted), ` +
          `from memory ${((found.memoryBytesPerMs ?? NaN) / 1e6).toFixed(1)} GB/s, ${(found.flopPerMs / 1e6).toFixed(1)} GFLOP/s`,
      );
      return found;
    },

    async kernels(limits: ByEngine<Limits>): Promise<Row[]> {
      const rows: Row[] = [];
      for (const segments of settings.segments)
        for (const part of convolutionParts) {
          say(`3×3 ${partWords[part]}, S = ${segments}`);
          const task = convolutionTask(part, segments, settings.batch, settings.size);
          const dense = convolutionTask("forward", 1, settings.batch, settings.size);
          const entries = [
            ...entriesFor(task, convolutionTask(part, segments, settings.slowKernelBatch, settings.size)),
            ...(family.peers.includes("tfjs-wasm") ? entry("tfjs-wasm", dense, "dense") : []),
          ];
          const timings = await inTurns(entries, settings.kernels, complain);
          const flop = (own: Task) => (own.kind === "convolution" ? convolutionWork(own).flop : 0);
          const own = rowsOf(timings, `convolution-${part}`, segments, flop, (engine, done) =>
            limitIn(limits, engine, (machine) =>
              done.kind === "convolution" ? limitMs(convolutionWork(done), machine) : NaN,
            ),
          );
          report(own);
          rows.push(...own);
        }
      return rows;
    },

    async elementwise(limits: ByEngine<Limits>): Promise<Row[]> {
      const rows: Row[] = [];
      const task: BatchNormTask = {
        kind: "batchNorm",
        batch: settings.batch,
        size: settings.size,
        channels: CHANNELS,
        epsilon: 1e-3,
      };
      const elements = settings.batch * settings.size * settings.size * CHANNELS;
      say("batch norm + ReLU, forward and backward");
      rows.push(
        ...rowsOf(
          await inTurns(entriesFor(task, { ...task, batch: settings.slowKernelBatch }), settings.kernels, complain),
          "batch-norm",
          0,
          () => 0,
          (engine, done) =>
            limitIn(limits, engine, (machine) =>
              limitMs(
                batchNormWork(done.kind === "batchNorm" ? (elements * done.batch) / settings.batch : NaN),
                machine,
              ),
            ),
        ),
      );
      say("optimizer");
      const optimizer = optimizerTask();
      const parameters = optimizer.sizes.reduce((sum, size) => sum + size, 0);
      // Small enough that no contender is slow.
      const entries = [
        ...engines.flatMap((name) => entry(name, optimizer, "ours")),
        ...[...family.peers, ...family.slowPeers].flatMap((name) => entry(name, optimizer, "peer")),
      ];
      const timings = await inTurns(entries, settings.kernels, complain);
      rows.push(
        ...rowsOf(
          timings,
          "optimizer",
          0,
          () => 0,
          (engine) => limitIn(limits, engine, (machine) => limitMs(optimizerWork(parameters), machine)),
        ),
      );
      report(rows);
      return rows;
    },

    async steps(limits: ByEngine<Limits>): Promise<Row[]> {
      const rows: Row[] = [];
      const flop = (own: Task) =>
        own.kind === "step" ? stepWork(own.graph, own.batch).reduce((sum, work) => sum + work.flop, 0) : 0;
      for (const segments of settings.segments) {
        say(`training step, S = ${segments}`);
        const task: StepTask = stepTask(segments, settings.batch, 2);
        const timings = await inTurns(
          entriesFor(task, stepTask(segments, settings.slowStepBatch, 1)),
          settings.steps,
          complain,
        );
        const own = rowsOf(timings, "step", segments, flop, (engine, done) =>
          limitIn(limits, engine, (machine) => (done.kind === "step" ? stepLimitMs(done, machine) : NaN)),
        );
        report(own);
        rows.push(...own);
      }
      return rows;
    },
  };
}

function peerOf({ name, role }: Timing): Peer | null {
  if (role === "dense") return "xnnpack-dense";
  return isLabEngine(name) ? null : name;
}
