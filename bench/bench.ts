// The whole bench, wherever its contenders live: opens whom it can, measures the limits, the
// kernels, the steps and a whole run, and gives the report.
import { DENSE } from "./figures.ts";
import type { Handle } from "./handle.ts";
import {
  BATCH_NORM_PASSES,
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
import type { MemoryReport, StepProfile } from "./contenders/labProfile.ts";
import type { WholeRun } from "./contenders/labRun.ts";
import type { ElementwiseRow } from "./elementwise.ts";
import type { JavaScriptTime } from "./recordedStep.ts";
import type { Report, Row } from "./report.ts";
import { inTurns, medianMs, type Entry, type Patience, type Timing } from "./rounds.ts";
import { ratioOf } from "./statistics.ts";
import { convolutionParts, type BatchNormTask, type StepTask, type Task } from "./tasks.ts";
import { OPERATIONS_A_ROUND } from "./wasmLimits.ts";

/** A group of the lab's engines and of those they are compared with, on the same device. */
export interface Family {
  readonly engines: readonly string[];
  /** Fast enough for the full batch. */
  readonly peers: readonly string[];
  /** Compared at a smaller batch, equal on both sides: one run takes seconds. */
  readonly slowPeers: readonly string[];
}

export interface Settings {
  readonly families: readonly Family[];
  readonly segments: readonly number[];
  readonly batch: number;
  readonly size: number;
  readonly slowKernelBatch: number;
  readonly slowStepBatch: number;
  readonly kernels: Patience;
  readonly steps: Patience;
  /** Whether to train the default recipe to its end. */
  readonly wholeRun: boolean;
  /** Also where the GPU is software, which takes half an hour. */
  readonly softwareRun: boolean;
  /** Prepares, checks and times, but leaves out what takes long; for the record. */
  readonly note: string;
}

export type Findings = Omit<Report, "version" | "date" | "machine" | "load" | "note">;

export async function bench(
  open: (name: string) => Promise<Handle>,
  settings: Settings,
  say: (line: string) => void,
): Promise<Findings> {
  const absent: string[] = [];
  const complain = (message: string) => {
    absent.push(message);
    say(`! ${message}`);
  };
  const found: {
    rows: Row[];
    profiles: Record<string, StepProfile[]>;
    memory: Record<string, MemoryReport[]>;
    runs: Record<string, WholeRun>;
    javaScript: JavaScriptTime[];
  } = { rows: [], profiles: {}, memory: {}, runs: {}, javaScript: [] };
  const about: { engines: Record<string, string>; peers: Record<string, string> } = { engines: {}, peers: {} };
  const limits: Record<string, Limits> = {};

  for (const family of settings.families) {
    const handles = new Map<string, Handle>();
    const openAll = async (names: readonly string[], into: Record<string, string>) => {
      for (const name of names) {
        try {
          const handle = await open(name);
          handles.set(name, handle);
          into[name] = Object.values(handle.about).join(", ");
          say(`  ${name}: ${into[name]}`);
        } catch (error) {
          complain(`${name} does not take part: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    };
    await openAll(family.engines, about.engines);
    const engines = family.engines.filter((name) => handles.has(name));
    if (engines.length > 0) {
      await openAll([...family.peers, ...family.slowPeers], about.peers);
      const measure = measuring({ family, handles, engines, settings, say, complain });
      for (const name of engines) {
        const measured = await measure.limitsOf(name);
        if (measured) limits[name] = measured;
      }
      found.rows.push(
        ...(await measure.kernels(limits)),
        ...(await measure.elementwise(limits)),
        ...(await measure.steps(limits)),
      );
      for (const name of engines) {
        const handle = handles.get(name);
        if (!handle) continue;
        if (settings.wholeRun && (settings.softwareRun || !(handle.about["reason"] ?? "").includes("software"))) {
          say(`whole run, ${name}`);
          found.runs[name] = (await handle.ask({ ask: "extra", name: "run", argument: null })) as WholeRun;
        }
        if (name === "lab-webgpu") {
          for (const segments of settings.segments) {
            const time = (await handle.ask({
              ask: "extra",
              name: "javaScriptOfStep",
              argument: { segments, batch: settings.batch },
            })) as JavaScriptTime | null;
            if (time) found.javaScript.push(time);
          }
          continue;
        }
        say(`memory-bound kernels beside tfjs on the same backend, ${name}`);
        const shape = {
          batch: settings.batch,
          size: settings.size,
          channels: CHANNELS,
          rounds: settings.kernels.rounds,
        };
        const more = (await handle.ask({
          ask: "extra",
          name: "elementwise",
          argument: shape,
        })) as readonly ElementwiseRow[];
        found.rows.push(
          ...more.map((row) => ({
            ...row,
            peer: `in one process: ${row.peer}`,
            rounds: shape.rounds,
            batch: shape.batch,
          })),
        );
        say(`profile and memory, ${name}`);
        // Wraps the kernels, so it comes after everything that is timed.
        const [profiles, memory]: [StepProfile[], MemoryReport[]] = [[], []];
        for (const segments of settings.segments) {
          const task = stepTask(segments, settings.batch, 1);
          profiles.push((await handle.ask({ ask: "extra", name: "profile", argument: task })) as StepProfile);
          memory.push((await handle.ask({ ask: "extra", name: "memory", argument: task })) as MemoryReport);
        }
        found.profiles[name] = profiles;
        found.memory[name] = memory;
      }
    }
    handles.forEach((handle) => handle.close());
  }
  return { ...about, absent, limits, ...found };
}

interface Measuring {
  readonly family: Family;
  readonly handles: ReadonlyMap<string, Handle>;
  readonly engines: readonly string[];
  readonly settings: Settings;
  readonly say: (line: string) => void;
  readonly complain: (message: string) => void;
}

function measuring({ family, handles, engines, settings, say, complain }: Measuring) {
  const entry = (name: string, task: Task, label = name): Entry[] => {
    const handle = handles.get(name);
    return handle ? [{ handle, task, label }] : [];
  };
  /** The lab on each engine, and every peer, at the same task; the slow ones and a lab of their own at a smaller batch. */
  const entriesFor = (task: Task, smaller: Task | null): Entry[] => [
    ...[...engines, ...family.peers].flatMap((name) => entry(name, task)),
    ...(smaller && family.slowPeers.some((name) => handles.has(name))
      ? [
          ...engines.flatMap((name) => entry(name, smaller, `${name} small`)),
          ...family.slowPeers.flatMap((name) => entry(name, smaller)),
        ]
      : []),
  ];
  const bytes = settings.batch * settings.size * settings.size * CHANNELS * 4;

  const rowsOf = (
    timings: readonly Timing[],
    what: string,
    segments: number,
    flop: (task: Task) => number,
    limitOf: (engine: string, task: Task) => number,
  ): Row[] => {
    const byLabel = new Map(timings.map((timing) => [timing.label, timing]));
    return engines.flatMap((engine) =>
      timings
        .filter(({ label }) => !label.startsWith("lab-"))
        .flatMap((peer): Row[] => {
          const ours =
            (family.slowPeers.includes(peer.label) ? byLabel.get(`${engine} small`) : undefined) ?? byLabel.get(engine);
          if (!ours) return [];
          // A reference of other work is compared by rate.
          const [work, peerWork] = [flop(ours.task), flop(peer.task)];
          const byRate = JSON.stringify(ours.task) !== JSON.stringify(peer.task);
          const { ratio, low, high, rounds } = ratioOf(ours.roundsMs, peer.roundsMs);
          const scale = byRate ? work / peerWork : 1;
          const [oursMs, theirsMs] = [medianMs(ours), medianMs(peer)];
          return [
            {
              what,
              engine,
              segments,
              peer: peer.label,
              ratio: ratio * scale,
              low: low * scale,
              high: high * scale,
              rounds,
              limitShare: limitOf(engine, ours.task) / oursMs,
              oursMs,
              theirsMs,
              batch: "batch" in ours.task ? ours.task.batch : 0,
              ...(work > 0 ? { gflops: work / oursMs / 1e6, peerGflops: peerWork / theirsMs / 1e6 } : {}),
              ...(peer.way ? { way: peer.way } : {}),
            },
          ];
        }),
    );
  };
  const report = (rows: readonly Row[]) =>
    rows.forEach((row) =>
      say(
        `  ${row.engine} ${row.oursMs.toFixed(2)} ms; ${row.peer} ${row.theirsMs.toFixed(2)} ms: ×${row.ratio.toFixed(2)} (${row.low.toFixed(2)}–${row.high.toFixed(2)}), limit ${(100 * row.limitShare).toFixed(0)} %`,
      ),
    );
  const limitIn = (limits: Readonly<Record<string, Limits>>, engine: string, of: (own: Limits) => number): number => {
    const own = limits[engine];
    return own ? of(own) : NaN;
  };

  return {
    /** The best of many tries: a limit is what the machine can do undisturbed. */
    async limitsOf(name: string): Promise<Limits | null> {
      const handle = handles.get(name);
      if (!handle) return null;
      if (name === "lab-webgpu")
        return (await handle.ask({ ask: "extra", name: "gpuLimits", argument: bytes })) as Limits | null;
      const rounds = 20_000;
      const copies = (
        [
          ["copy", 1],
          ["memory", 16],
        ] as const
      ).flatMap(([label, buffers]) => entry(name, { kind: "copy", bytes, buffers }, label));
      const timings = await inTurns(
        [...copies, ...entry(name, { kind: "multiplyAdd", rounds }, "multiplyAdd")],
        { rounds: 20, leastRounds: 20, budgetMs: 0, sliceMs: 20 },
        complain,
      );
      const bestMs = (label: string) => Math.min(...(timings.find((timing) => timing.label === label)?.roundsMs ?? []));
      const found: Limits = {
        copyBytesPerMs: (2 * bytes) / bestMs("copy"),
        memoryBytesPerMs: (2 * bytes) / bestMs("memory"),
        flopPerMs: (rounds * OPERATIONS_A_ROUND) / bestMs("multiplyAdd"),
        dispatchMs: 0,
      };
      say(
        `  limits of ${name}: copying ${(found.copyBytesPerMs / 1e6).toFixed(1)} GB/s (both ways counted), from memory ${((found.memoryBytesPerMs ?? NaN) / 1e6).toFixed(1)} GB/s, ${(found.flopPerMs / 1e6).toFixed(1)} GFLOP/s`,
      );
      return found;
    },

    async kernels(limits: Readonly<Record<string, Limits>>): Promise<Row[]> {
      const rows: Row[] = [];
      for (const segments of settings.segments)
        for (const part of convolutionParts) {
          say(`3×3 ${part}, S = ${segments}`);
          const task = convolutionTask(part, segments, settings.batch, settings.size);
          const dense = convolutionTask("forward", 1, settings.batch, settings.size);
          const entries = [
            ...entriesFor(task, convolutionTask(part, segments, settings.slowKernelBatch, settings.size)),
            ...(family.peers.includes("tfjs-wasm") ? entry("tfjs-wasm", dense, DENSE) : []),
          ];
          const timings = await inTurns(entries, settings.kernels, complain);
          const flop = (own: Task) => (own.kind === "convolution" ? convolutionWork(own).flop : 0);
          const own = rowsOf(timings, `3×3 ${part}`, segments, flop, (engine, done) =>
            limitIn(limits, engine, (machine) =>
              done.kind === "convolution" ? limitMs(convolutionWork(done), machine) : NaN,
            ),
          );
          report(own);
          rows.push(...own);
        }
      return rows;
    },

    async elementwise(limits: Readonly<Record<string, Limits>>): Promise<Row[]> {
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
          `batch norm + ReLU, forward and backward (${BATCH_NORM_PASSES} passes)`,
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
      // Small enough for everybody: nobody is slow here.
      const entries = [...engines, ...family.peers, ...family.slowPeers].flatMap((name) => entry(name, optimizer));
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

    async steps(limits: Readonly<Record<string, Limits>>): Promise<Row[]> {
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
        const own = rowsOf(timings, "training step", segments, flop, (engine, done) =>
          limitIn(limits, engine, (machine) => (done.kind === "step" ? stepLimitMs(done, machine) : NaN)),
        );
        report(own);
        rows.push(...own);
      }
      return rows;
    },
  };
}
