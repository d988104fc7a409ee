// How the site is built: relative addresses only, so that it works from any path of any host.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import {
  compressedTwins,
  fetchedAhead,
  licences,
  pageReport,
  securityPolicy,
  startAtOnce,
} from "./scripts/sitePlugins.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
/** What the page imports while it starts; see src/main.ts. */
const PAGE = ["src/ui/drawPage.tsx", "src/ui/App.tsx"];
const { page, worker } = licences(root);

export default defineConfig({
  base: "./",
  plugins: [
    react(),
    securityPolicy(),
    startAtOnce(PAGE),
    fetchedAhead(),
    pageReport(root, PAGE),
    page,
    compressedTwins(),
  ],
  worker: { format: "es", plugins: () => [worker] },
  build: {
    // Every file stays a file: the policy allows no data: scripts, and files are cached by their hash.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
  server: { port: 5173 },
});
