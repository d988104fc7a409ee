// Serves the site to the stories, by the server that `npm start` uses, and builds it first where it is stale.
import type { TestProject } from "vitest/node";
import { serveSite } from "../../scripts/server.mjs";
import { buildSite, siteIsFresh } from "../../scripts/site.mjs";

declare module "vitest" {
  interface ProvidedContext {
    readonly siteUrl: string;
  }
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  if (!siteIsFresh() && !(await buildSite())) throw new Error("The site does not build.");
  const site = await serveSite({ root: "dist" });
  project.provide("siteUrl", site.url);
  return () => site.close();
}
