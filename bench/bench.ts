// The whole bench, wherever its contenders live: opens whom it can, measures the limits, the
// kernels, the steps and a whole run, and gives the report.
import type { ContenderName, LabEngine, PeerName } from "./contenderNames.ts";
import type { MemoryReport, StepProfile } from "./contenders/labProfile.ts";
import type { WholeRun } from "./contenders/labRun.ts";
import type { ElementwiseRow } from "./elementwise.ts";
import type { Handle } from "./handle.ts";
import { CHANNELS, stepTask, type Limits } from "./measured.ts";
import { measuring } from "./measuring.ts";
import type { JavaScriptTime } from "./recordedStep.ts";
import type { EngineReport, Report, Row } from "./report.ts";
import type { Settings } from "./settings.ts";

export type Findings = Omit<Report, "version" | "date" | "machine" | "load" | "note">;

export async function bench(
  open: (name: ContenderName) => Promise<Handle>,
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
    profiles: Partial<Record<LabEngine, StepProfile[]>>;
    memory: Partial<Record<LabEngine, MemoryReport[]>>;
    runs: Partial<Record<LabEngine, WholeRun>>;
    javaScript: JavaScriptTime[];
  } = { rows: [], profiles: {}, memory: {}, runs: {}, javaScript: [] };
  const engines: Partial<Record<LabEngine, EngineReport>> = {};
  const peers: Partial<Record<PeerName, string>> = {};
  const limits: Partial<Record<LabEngine, Limits>> = {};

  for (const family of settings.families) {
    const handles = new Map<ContenderName, Handle>();
    /** Its own description, or null where it cannot take part. */
    const opened = async (name: ContenderName): Promise<string | null> => {
      try {
        const handle = await open(name);
        handles.set(name, handle);
        const words = Object.values(handle.about).join(", ");
        say(`  ${name}: ${words}`);
        return words;
      } catch (error) {
        complain(`${name} does not take part: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      }
    };
    for (const name of family.engines) {
      const words = await opened(name);
      const software = (await handles.get(name)?.ask({ ask: "extra", name: "isSoftware", argument: null })) === true;
      if (words !== null) engines[name] = { words, software };
    }
    const here = family.engines.filter((name) => handles.has(name));
    if (here.length > 0) {
      for (const name of [...family.peers, ...family.slowPeers]) {
        const words = await opened(name);
        if (words !== null) peers[name] = words;
      }
      const measure = measuring({ family, handles, engines: here, settings, say, complain });
      for (const name of here) {
        const measured = await measure.limitsOf(name);
        if (measured) limits[name] = measured;
      }
      found.rows.push(
        ...(await measure.kernels(limits)),
        ...(await measure.elementwise(limits)),
        ...(await measure.steps(limits)),
      );
      for (const name of here) {
        const handle = handles.get(name);
        if (!handle) continue;
        if (settings.wholeRun && (settings.softwareRun || !engines[name]?.software)) {
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
        found.rows.push(...more);
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
  return { engines, peers, absent, limits, ...found };
}
