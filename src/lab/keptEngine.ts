// Keeps the choice of an engine over a reload. Reaches the browser's storage through two functions,
// either of which may throw where storage is forbidden.
import type { EngineChoice } from "../run/commands.ts";
import type { Lab } from "./lab.ts";

export interface ChoiceStorage {
  read(): string | null;
  write(choice: EngineChoice): void;
}

const CHOICES: readonly EngineChoice[] = ["auto", "webgpu", "wasm", "cpu"];

/** Chooses as on the last visit, and keeps what is chosen from then on. */
export function keepEngineChoice(lab: Lab, storage: ChoiceStorage): void {
  const last = readGuarded(storage);
  if (last !== undefined && last !== lab.store.getState().engine.choice) lab.chooseEngine(last);
  lab.store.subscribe(({ engine }, before) => {
    if (engine.choice === before.engine.choice) return;
    try {
      storage.write(engine.choice);
    } catch {
      // Where storage is forbidden, the choice still holds for this visit.
    }
  });
}

function readGuarded(storage: ChoiceStorage): EngineChoice | undefined {
  try {
    const kept = storage.read();
    return CHOICES.find((choice) => choice === kept);
  } catch {
    return undefined;
  }
}
