// Times several contenders in turns, round after round, so that whatever else the machine
// does hits all of them. Checks their numbers against each other first, and refuses wrong ones.
import type { ContenderName } from "./contenderNames.ts";
import { prepareOn, type Handle, type Runner } from "./handle.ts";
import { difference } from "./numbers.ts";
import { median } from "./statistics.ts";
import { describeTask, type Task } from "./tasks.ts";

/**
 * What an entry is among those of one comparison: the lab, also at the smaller batch of the slow peers; those it is
 * compared with; the dense convolution that every kernel's rate is compared with; or a limit of the machine.
 */
export type Role = "ours" | "ours-small" | "peer" | "slow-peer" | "dense" | "copy" | "memory" | "multiply-add";

export interface Entry {
  readonly handle: Handle;
  readonly name: ContenderName;
  readonly task: Task;
  readonly role: Role;
}

export interface Timing {
  readonly name: ContenderName;
  readonly role: Role;
  readonly task: Task;
  readonly way: string;
  /** A run's milliseconds in each round it took part in: the first ones. */
  readonly roundsMs: readonly number[];
}

export interface Patience {
  /** Number of rounds for contenders that are fast enough. */
  readonly rounds: number;
  /** Number of rounds for every contender, however slow. */
  readonly leastRounds: number;
  /** A slow contender drops out after so much time, in ms, in one comparison. */
  readonly budgetMs: number;
  /** Repeats in one round take about so much time, in ms. */
  readonly sliceMs: number;
}

/** Numbers of equal tasks may differ by this share of the largest: sums of tens of thousands of products in another order. */
const TOLERANCE = 2e-3;

/** The timings, in the order of the entries that could do their task. */
export async function inTurns(
  entries: readonly Entry[],
  patience: Patience,
  complain: (message: string) => void,
): Promise<Timing[]> {
  const runners: { entry: Entry; runner: Runner }[] = [];
  for (const entry of entries) {
    try {
      const runner = await prepareOn(entry.handle, entry.task);
      if (runner) runners.push({ entry, runner });
    } catch (error) {
      complain(
        `${entry.name}: ${describeTask(entry.task)} failed and is left out: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const fit = await checked(runners, complain);

  const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const taking: { entry: Entry; runner: Runner; repeats: number; rounds: number; roundsMs: number[] }[] = [];
  for (const { entry, runner } of fit) {
    try {
      const onceMs = await runner.time(1);
      const repeats = Math.max(1, Math.round(patience.sliceMs / Math.max(onceMs, 0.001)));
      // Twice, because the first full slice lets compilers finish.
      const sliceMs = repeats > 1 ? (await runner.time(repeats)) * repeats : onceMs;
      const rounds = Math.min(
        patience.rounds,
        Math.max(patience.leastRounds, Math.floor(patience.budgetMs / Math.max(sliceMs, 0.001))),
      );
      taking.push({ entry, runner, repeats, rounds, roundsMs: [] });
    } catch (error) {
      complain(`${entry.name}: ${describeTask(entry.task)} broke off: ${reason(error)}`);
    }
  }
  for (let round = 0; round < patience.rounds; round++) {
    // Another contender begins in each round.
    const order = taking.map((_, index) => taking[(index + round) % taking.length]);
    for (const one of order) {
      if (!one || round >= one.rounds) continue;
      try {
        one.roundsMs.push(await one.runner.time(one.repeats));
      } catch (error) {
        one.rounds = 0;
        complain(
          `${one.entry.name}: ${describeTask(one.entry.task)} broke off after ${one.roundsMs.length} rounds: ${reason(error)}`,
        );
      }
    }
  }
  for (const { runner } of taking) await runner.release().catch(() => {});
  return taking
    .filter(({ roundsMs }) => roundsMs.length > 0)
    .map(({ entry, runner, roundsMs }) => ({
      name: entry.name,
      role: entry.role,
      task: entry.task,
      way: runner.prepared.way,
      roundsMs,
    }));
}

/** Those whose numbers agree with the first one's for the same task. */
async function checked(runners: readonly { entry: Entry; runner: Runner }[], complain: (message: string) => void) {
  const references = new Map<string, Runner>();
  const fit: { entry: Entry; runner: Runner }[] = [];
  for (const one of runners) {
    const key = JSON.stringify(one.entry.task);
    const reference = references.get(key);
    if (!reference) references.set(key, one.runner);
    const apart = reference ? difference(reference.prepared.samples, one.runner.prepared.samples) : 0;
    if (apart <= TOLERANCE) fit.push(one);
    else {
      complain(
        `${one.entry.name}: ${describeTask(one.entry.task)} gives other numbers than ` +
          `${reference?.handle.name ?? "the first"}, by ${apart.toExponential(1)} of the largest: not timed.`,
      );
      await one.runner.release();
    }
  }
  return fit;
}

export const medianMs = (timing: Timing): number => median(timing.roundsMs);
