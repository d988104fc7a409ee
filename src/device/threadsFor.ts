// How many threads the kernels divide their work among on an adapter: measured once, then
// remembered with the adapter's name.
import type { AdapterDescription } from "../kernels/webgpu/openDevice.ts";
import type { Memory } from "./assets.ts";

/** Increase this when the kernels have changed so much that devices should be measured again. */
const TRIAL = 1;

/** Undefined where the kernels keep their guess: on software adapters, without a memory, or when the trial fails. */
export async function threadsFor(
  { name, software }: Pick<AdapterDescription, "name" | "software">,
  memory: Memory | undefined,
  trial: () => Promise<number>,
): Promise<number | undefined> {
  if (software || !memory) return undefined;
  const key = `threads ${TRIAL} ${name}`;
  try {
    const known = Number(await memory.recall(key));
    if (Number.isInteger(known) && known > 0) return known;
    const measured = await trial();
    await memory.keep(key, String(measured));
    return measured;
  } catch (error) {
    console.warn(`The kernels were not fitted to ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
