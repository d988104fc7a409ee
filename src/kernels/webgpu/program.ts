// What a compute program is, and the one place that makes both its WGSL and its pipeline key,
// from one object of constants: two shapes cannot share a pipeline unless their WGSL is equal.

/** Everything that a program's WGSL depends on. Single numbers are declared in the WGSL under their names. */
export type Constants = Readonly<Record<string, number | string | boolean | readonly number[]>>;

/** "read" only reads, "write" may also read (in place); a uniform is small and changes from step to step. */
export type Access = "read" | "write" | "uniform";

export interface Binding {
  readonly name: string;
  readonly access: Access;
  /** WGSL type of one element: f32, vec4f, i32 … */
  readonly type: string;
  /** Stored in halves, four to a vec2u; `type` is what `at` gives and `put` takes. */
  readonly half?: true;
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
  const values = Object.entries<Constants[string]>(frozen);
  for (const [name, value] of values) if (typeof value === "object") value.forEach((each) => finite(name, each));
  return [
    ...values.flatMap(([name, value]) => (typeof value === "number" ? [declare(name, finite(name, value))] : [])),
    ...(program.bindings(frozen).some(({ half }) => half) ? [HALVES] : []),
    ...program.bindings(frozen).map(declareBinding),
    program.body(frozen),
    `@compute @workgroup_size(${program.workgroupSize})
fn main(@builtin(workgroup_id) groupId: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = i32(groupId.y * groups.x + groupId.x);
  run(group * ${program.workgroupSize} + i32(lane), group, i32(lane));
}`,
  ].join("\n");
}

/** JSON writes all numbers that are not finite alike, so they must not be in a key. */
function finite(name: string, value: number): number {
  if (!Number.isFinite(value))
    throw new Error(`The constant ${name} of a GPU program is ${value}; constants are finite.`);
  return value;
}

function declare(name: string, value: number): string {
  return Number.isInteger(value) ? `const ${name} = ${value};` : `const ${name}: f32 = ${value};`;
}

function declareBinding({ name, access, type: value, half }: Binding, at: number): string {
  const place = `@group(0) @binding(${at})`;
  const type = half ? "vec2u" : value;
  switch (access) {
    case "read":
      return `${place} var<storage, read> ${name}: array<${type}>;`;
    case "write":
      return `${place} var<storage, read_write> ${name}: array<${type}>;`;
    case "uniform":
      return `${place} var<uniform> ${name}: ${type};`;
    default:
      throw new Error(`A binding is read, write or uniform, not ${String(access satisfies never)}.`);
  }
}

/** A read-only tensor of f32, or of vec4f where `lanes` is 4. */
export function reads(name: string, lanes = 1, half = false): Binding {
  return { name, access: "read", type: lanes === 4 ? "vec4f" : "f32", ...(half && { half }) };
}

/** A tensor that is written, or changed in place. */
export function writes(name: string, lanes = 1, half = false): Binding {
  return { name, access: "write", type: lanes === 4 ? "vec4f" : "f32", ...(half && { half }) };
}

/**
 * WGSL's own conversions need no feature of the device, and arithmetic stays in 32 bits. WGSL leaves open what becomes
 * of a value beyond the largest half; here it becomes infinite, and NaN stays NaN, so that a diverged run shows.
 */
const HALVES = `fn unpacked(halves: vec2u) -> vec4f { return vec4f(unpack2x16float(halves.x), unpack2x16float(halves.y)); }
fn packed(value: vec4f) -> vec2u {
  let bits = bitcast<vec4u>(value);
  let sign = (bits >> vec4u(16u)) & vec4u(0x8000u);
  let size = bits & vec4u(0x7fffffffu);
  let beyond = size >= vec4u(0x477ff000u);
  let extreme = select(vec4u(), sign | select(vec4u(0x7c00u), vec4u(0x7e00u), size > vec4u(0x7f800000u)), beyond);
  let within = select(value, vec4f(), beyond);
  return vec2u(pack2x16float(within.xy) | extreme.x | (extreme.y << 16u), pack2x16float(within.zw) | extreme.z | (extreme.w << 16u));
}`;

/** WGSL that reads the element at `index` of a tensor, in whichever format it is stored. */
export function at({ name, type, half }: Binding, index: string): string {
  if (!half) return `${name}[${index}]`;
  return type === "vec4f" ? `unpacked(${name}[${index}])` : `unpacked(${name}[(${index}) / 4])[(${index}) % 4]`;
}

/** WGSL that writes the element at `index` of a tensor. Throws for single halves: two threads would write one word. */
export function put({ name, type, half }: Binding, index: string, value: string): string {
  if (half && type !== "vec4f") throw new Error(`${name} is stored in halves and can only be written four at a time.`);
  return `${name}[${index}] = ${half ? `packed(${value})` : value};`;
}
