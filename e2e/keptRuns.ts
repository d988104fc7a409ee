// Runs that an earlier version of the page has kept.
import type { Page } from "@playwright/test";

/** Keeps runs as version 1 of the page did, before the page is opened. */
export async function keepVersion1(page: Page, records: readonly object[]): Promise<void> {
  await page.route("**/empty", (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto("./empty");
  await page.evaluate(async (kept) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("xception-lab", 1);
      request.addEventListener("upgradeneeded", () => {
        request.result.createObjectStore("runs", { keyPath: "id" });
        request.result.createObjectStore("checkpoints");
      });
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error));
    });
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction("runs", "readwrite");
      for (const record of kept as Record<string, Record<string, number[]>>[]) {
        const columns = Object.entries(record["columns"] ?? {}).map(([name, own]) => [name, Float64Array.from(own)]);
        transaction.objectStore("runs").put({ ...record, columns: Object.fromEntries(columns) });
      }
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("error", () => reject(transaction.error));
    });
    database.close();
  }, records.map(plain));
}

/** Typed arrays as plain ones, for the way into the page. */
function plain(record: object): object {
  const columns = Object.entries({ ...Reflect.get(record, "columns") }).map(([name, own]) => [
    name,
    [...(own as number[])],
  ]);
  return { ...record, columns: Object.fromEntries(columns) };
}
