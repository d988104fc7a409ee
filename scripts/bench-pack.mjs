// `npm run bench:pack`: the bench as one folder, and as an archive of it, that runs on a Linux
// machine with a Vulkan driver, without network and without anything installed.
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildBench } from "./bench-build.mjs";
import { runToEnd } from "./programs.mjs";
import { root } from "./stamps.mjs";

const LIMIT_BYTES = 60_000_000;
const name = "xception-lab-bench";
const [folder, archive] = [join(root, ".cache/pack", name), join(root, ".cache/pack", `${name}.tar.gz`)];

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error(
    `The pack holds this machine's Node, and is for Linux on x64: this is ${process.platform} on ${process.arch}.`,
  );
  process.exit(1);
}

const limits = await buildBench(folder);
copyFileSync(process.execPath, join(folder, "node"));
chmodSync(join(folder, "node"), 0o755);
for (const part of ["package.json", "LICENSE.md", "index.js", "dist/linux-x64"]) copyPackage("webgpu", part);
copyPackage("@tensorflow/tfjs-backend-wasm", "package.json");
for (const build of ["", "-simd", "-threaded-simd"])
  copyPackage("@tensorflow/tfjs-backend-wasm", `dist/tfjs-backend-wasm${build}.wasm`);
writeFileSync(join(folder, "limits.json"), JSON.stringify(limits));
copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
copyFileSync(join(root, "bench/pack/README.txt"), join(folder, "README.txt"));
copyFileSync(join(root, "bench/pack/run.sh"), join(folder, "run.sh"));
chmodSync(join(folder, "run.sh"), 0o755);

rmSync(archive, { force: true });
const { code } = await runToEnd("tar", ["-C", join(root, ".cache/pack"), "-I", "gzip -9", "-cf", archive, name]);
if (code !== 0) process.exit(code);
const bytes = statSync(archive).size;
console.log(
  `${archive}: ${(bytes / 1e6).toFixed(1)} MB. Unpack it on a machine with a GPU and run ./run.sh there (README.txt).`,
);
if (bytes > LIMIT_BYTES) {
  console.error(`The pack weighs ${bytes} bytes, more than ${LIMIT_BYTES}.`);
  process.exit(1);
}

function copyPackage(packageName, part) {
  const [from, to] = ["node_modules", packageName, part].reduce(
    ([a, b], step) => [join(a, step), join(b, step)],
    [root, folder],
  );
  mkdirSync(join(to, ".."), { recursive: true });
  cpSync(from, to, { recursive: true });
}
