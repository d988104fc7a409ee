// Compares what the sources import and use with the walls, and describes each breach in a sentence.
// Pure: sources come in as text. Tests and their fixtures may use anything.
import { posix } from "node:path";
import {
  emptyNames,
  impureGlobals,
  inexactMath,
  messageRoom,
  MOST_COLUMNS,
  MOST_LINES,
  nodeFiles,
  pageEntry,
  randomGlobals,
  randomSource,
  rooms,
  type Room,
  tabFile,
} from "../../src/walls.ts";
import { sourceFacts, type Import, type SourceFacts } from "./sourceFacts.ts";

/** Sources by their path in src/, with "/" between folders. */
export type Sources = ReadonlyMap<string, string>;

const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.as\.ts$|\.d\.ts$/.test(path);
const isForTests = (path: string) => /\.test\.tsx?$|(^|\/)fixtures\/|(^|\/)test[A-Z]\w*\.tsx?$|^walls\.ts$/.test(path);
const isBuilt = (path: string) => path.startsWith("kernels/wasm/built/");
const roomOf = (path: string) => path.split("/", 1)[0] ?? path;
const isTensorflow = (specifier: string) => specifier.startsWith("@tensorflow/");

interface House {
  readonly facts: ReadonlyMap<string, SourceFacts>;
  readonly sources: Sources;
}

/** Every broken wall in `sources`, one sentence each; empty when there is none. */
export function wallBreaches(sources: Sources): string[] {
  const facts = factsOf(sources);
  const house = { facts, sources };
  return [
    ...[...facts].flatMap(([path, found]) => [...importBreaches(house, path, found), ...nameBreaches(path, found)]),
    ...reachBreaches(house),
    ...circles(house),
  ];
}

/** Circles of imports among `sources`, one sentence each. */
export function importCircles(sources: Sources): string[] {
  return circles({ facts: factsOf(sources), sources });
}

/** What `granted` allows but no file uses, one sentence each. Such a grant would mislead readers of the walls. */
export function idleGrants(sources: Sources, granted: Readonly<Record<string, Room>>): string[] {
  const facts = [...factsOf(sources)];
  return Object.entries(granted).flatMap(([name, room]) => {
    const own = facts.filter(([path]) => roomOf(path) === name);
    if (own.length === 0) return [`${name} is a room without a file`];
    const inside = own.flatMap(([path, { imports }]) =>
      imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier, kind }) => ({ target: targetOf(path, specifier), kind })),
    );
    const outside = own.flatMap(([, { imports }]) => imports.map(({ specifier }) => specifier));
    const reaches = (grant: string, ofTypes: boolean) =>
      inside.some(
        ({ target, kind }) => (target === grant || roomOf(target) === grant) && (kind === "type") === ofTypes,
      );
    return [
      ...room.rooms
        .filter((grant) => !reaches(grant, false))
        .map((grant) =>
          reaches(grant, true)
            ? `${name} may use ${grant}, but imports only types from there`
            : `${name} may use ${grant}, but does not`,
        ),
      ...(room.types ?? [])
        .filter((grant) => !reaches(grant, true))
        .map((grant) => `${name} may import types from ${grant}, but does not`),
      ...room.packages
        .filter((grant) => !outside.some((specifier) => isOf(specifier, grant)))
        .map((grant) => `${name} may use the package ${grant}, but does not`),
    ];
  });
}

/** Files that are too long or too wide, or whose name says nothing, among `sources`. */
export function untidyFiles(sources: Sources): string[] {
  return [...sources]
    .filter(([path]) => /\.(tsx?|m[jt]s|css)$/.test(path))
    .flatMap(([path, text]) => {
      const lines = text.trimEnd().split("\n");
      const wide = lines.findIndex((line) => line.length > MOST_COLUMNS);
      const name = posix.basename(path).split(".", 1)[0] ?? "";
      return [
        ...(lines.length > MOST_LINES
          ? [`${path} has ${lines.length} lines, more than ${MOST_LINES}: there are two things in it`]
          : []),
        ...(wide >= 0 ? [`${path}: line ${wide + 1} is longer than ${MOST_COLUMNS} characters`] : []),
        ...(emptyNames.includes(name)
          ? [`${path}: a file is named for what it holds, and "${name}" says nothing`]
          : []),
      ];
    });
}

function factsOf(sources: Sources): Map<string, SourceFacts> {
  return new Map(
    [...sources]
      .filter(([path]) => isSource(path) && !isForTests(path))
      .map(([path, text]) => [path, sourceFacts(path, text)]),
  );
}

/** Whether a specifier is the package (or path in one, or "node:") that was granted. */
const isOf = (specifier: string, grant: string) =>
  specifier === grant || specifier.startsWith(grant.endsWith(":") ? grant : `${grant}/`);

function importBreaches({ sources }: House, path: string, { imports }: SourceFacts): string[] {
  const own = roomOf(path);
  const room = rooms[own];
  if (!room) return [`${path} stands in no room: src/walls.ts does not know "${own}"`];
  return imports.flatMap(({ specifier, kind }) => {
    if (!specifier.startsWith(".")) {
      const allowed = [...room.packages, ...(nodeFiles.includes(path) ? ["node:", "webgpu"] : [])];
      return allowed.some((name) => isOf(specifier, name))
        ? []
        : [`${path} imports "${specifier}", which ${own} may not use`];
    }
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    if (target === "../package.json") return [];
    if (kind === "asset" && !sources.has(target)) return []; // An address, for the build to resolve.
    if (!sources.has(target) && !isBuilt(target))
      return [`${path} imports "${specifier}", but there is no src/${target}`];
    if (isForTests(target)) return [`${path} imports ${target}, which is for tests only`];
    const to = roomOf(target);
    if (
      to === own ||
      room.rooms.includes(to) ||
      room.rooms.includes(target) ||
      (kind === "type" && room.types?.includes(to))
    )
      return [];
    const only = room.types?.includes(to) ? " (it may import types from there)" : "";
    return [`${path} imports ${target}, but ${own} may not use ${to}${only}`];
  });
}

function nameBreaches(path: string, { globals, members }: SourceFacts): string[] {
  const own = roomOf(path);
  const room = rooms[own];
  const wrong: string[] = [];
  if (room?.pure)
    for (const name of impureGlobals) if (globals.has(name)) wrong.push(`${path} uses ${name}, but ${own} is pure`);
  if (room?.exact)
    for (const name of inexactMath)
      if (globals.has(`Math.${name}`))
        wrong.push(
          `${path} uses Math.${name}, whose last bits differ between browsers: ${own} must give the same bits everywhere`,
        );
  if (path !== randomSource)
    for (const name of randomGlobals)
      if (globals.has(name)) wrong.push(`${path} uses ${name}: randomness comes only from ${randomSource}`);
  if (own !== messageRoom && path !== tabFile && (members.has("postMessage") || globals.has("postMessage")))
    wrong.push(`${path} uses postMessage: only ${messageRoom}/ does`);
  if (own !== messageRoom && (globals.has("Worker") || globals.has("SharedWorker")))
    wrong.push(`${path} starts a worker: only ${messageRoom}/ does`);
  return wrong;
}

/** The page's thread never reaches tfjs; neither it nor a worker reaches a file that is for Node. */
function reachBreaches(house: House): string[] {
  const wrong: string[] = [];
  const workers = [...house.facts].flatMap(([path, { imports }]) =>
    imports.filter(({ kind }) => kind === "worker").map(({ specifier }) => targetOf(path, specifier)),
  );
  for (const entry of [pageEntry, ...new Set(workers)]) {
    for (const [path, way] of reachedFrom(house, entry)) {
      const shown = way.join(" → ");
      if (
        entry === pageEntry &&
        house.facts.get(path)?.imports.some(({ specifier, kind }) => kind === "value" && isTensorflow(specifier))
      )
        wrong.push(`The page's thread reaches tfjs: ${shown}`);
      if (nodeFiles.includes(path)) wrong.push(`A browser reaches a file that is for Node only: ${shown}`);
    }
  }
  return wrong;
}

/** Every file that runs when `entry` does, each with a chain of imports that leads to it. */
function reachedFrom(house: House, entry: string): Map<string, string[]> {
  const ways = new Map<string, string[]>(house.facts.has(entry) ? [[entry, [entry]]] : []);
  for (const [path, way] of ways)
    for (const next of runsWith(house, path)) if (!ways.has(next)) ways.set(next, [...way, next]);
  return ways;
}

/** Types count too: files that import each other's types are one thing in two places. */
function circles(house: House): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]) => {
    if (way.includes(path))
      return void found.push(`A circle of imports: ${[...way.slice(way.indexOf(path)), path].join(" → ")}`);
    if (done.has(path)) return;
    for (const next of importedBy(house, path, ["value", "type"])) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of house.facts.keys()) visit(path, []);
  return found;
}

function runsWith(house: House, path: string): string[] {
  return importedBy(house, path, ["value"]);
}

function importedBy({ facts }: House, path: string, kinds: readonly Import["kind"][]): string[] {
  const imports = facts.get(path)?.imports ?? [];
  return imports
    .filter(({ specifier, kind }) => kinds.includes(kind) && specifier.startsWith("."))
    .map(({ specifier }) => targetOf(path, specifier))
    .filter((target) => facts.has(target));
}

function targetOf(path: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(path), specifier));
}
