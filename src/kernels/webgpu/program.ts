// What a compute program is, and the one place that makes both its WGSL and its pipeline key,
// from one object of constants: two shapes cannot share a pipeline unless their WGSL is equal.
// Knows no operation and no tfjs.

/** Everything that a program's WGSL depends on. Numbers are declared in the WGSL under their names. */
export type Constants = Readonly<Record<string, number | string | boolean>>;

/** "read" sees values, "write" may also read them (in place); a uniform is small and changes from step to step. */
export type Access = "read" | "write" | "uniform";

export interface Binding {
  readonly name: string;
  readonly access: Access;
  /** WGSL type of one element: f32, vec4f, i32 … */
  readonly type: string;
}

/**
 * `body` declares `fn run(index: i32, group: i32, lane: i32)`: the number of the thread, of
 * its workgroup, and the thread's number in that. It sees nothing but the constants.
 */
export interface Program<C extends Constants> {
  readonly name: string;
  readonly workgroupSize: number;
  readonly bindings: (constants: C) => readonly Binding[];
  readonly body: (constants: C) => string;
}

/** The pipeline's key: the program's name and every constant, in an order that does not depend on how they were written. */
export function programKey<C extends Constants>(program: Program<C>, constants: C): string {
  let key = program.name;
  for (const name of Object.keys(constants).sort()) key += `|${name}=${JSON.stringify(constants[name])}`;
  return key;
}

/** The whole WGSL of a program, a function of its constants alone. */
export function programSource<C extends Constants>(program: Program<C>, constants: C): string {
  const frozen = Object.freeze({ ...constants });
  return [
    ...Object.entries(frozen).flatMap(([name, value]) => (typeof value === "number" ? [declare(name, value)] : [])),
    ...program.bindings(frozen).map(declareBinding),
    program.body(frozen),
    `@compute @workgroup_size(${program.workgroupSize})
fn main(@builtin(workgroup_id) groupId: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = i32(groupId.y * groups.x + groupId.x);
  run(group * ${program.workgroupSize} + i32(lane), group, i32(lane));
}`,
  ].join("\n");
}

function declare(name: string, value: number): string {
  if (!Number.isFinite(value)) throw new Error(`The constant ${name} of a GPU program is ${value}; constants are finite.`);
  return Number.isInteger(value) ? `const ${name} = ${value};` : `const ${name}: f32 = ${value};`;
}

function declareBinding({ name, access, type }: Binding, at: number): string {
  const place = `@group(0) @binding(${at})`;
  switch (access) {
    case "read": return `${place} var<storage, read> ${name}: array<${type}>;`;
    case "write": return `${place} var<storage, read_write> ${name}: array<${type}>;`;
    case "uniform": return `${place} var<uniform> ${name}: ${type};`;
    default: throw new Error(`A binding is read, write or uniform, not ${String(access satisfies never)}.`);
  }
}

/** A read-only tensor of f32, or of vec4f where `lanes` is 4. */
export function reads(name: string, lanes = 1): Binding {
  return { name, access: "read", type: lanes === 4 ? "vec4f" : "f32" };
}

/** A tensor that is written, or changed in place. */
export function writes(name: string, lanes = 1): Binding {
  return { name, access: "write", type: lanes === 4 ? "vec4f" : "f32" };
}
