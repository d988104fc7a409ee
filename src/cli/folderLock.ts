// One process at a time works on a folder. Each writes a file with its name and only then looks for others', so of two
// that start together at most one goes on. A file that a killed process has left is removed.
import { readdir, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { RefusedError } from "./exitCodes.ts";

const LOCK = /^(?<host>.+)-(?<pid>\d+)\.lock$/;

/** Returns what releases the folder. Throws RefusedError where another process holds it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const own = `${hostname()}-${process.pid}.lock`;
  const release = () => rm(join(folder, own), { force: true });
  await writeFile(join(folder, own), "");
  for (const name of await readdir(folder)) {
    const holder = LOCK.exec(name)?.groups;
    if (!holder || name === own) continue;
    if (holder.host === hostname() && !lives(Number(holder.pid))) {
      await rm(join(folder, name), { force: true });
      continue;
    }
    await release();
    throw new RefusedError(
      `Process ${holder.pid} on ${holder.host} is at work in ${folder}: wait until it has ended, or name another folder ` +
        `(if there is no such process, delete ${join(folder, name)}).`,
    );
  }
  return release;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
