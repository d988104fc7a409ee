// The numbers that all contenders compute with, made by a formula that JavaScript and Python
// share, and the samples by which two results are compared.

/** 32 bits that look random, from an index and a seed. */
export function hash(index: number, seed: number): number {
  let h = Math.imul(index, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** `length` numbers from −range to range. */
export function numbers(length: number, seed: number, range = 1): Float32Array {
  const values = new Float32Array(length);
  for (let index = 0; index < length; index++) values[index] = ((hash(index, seed) >>> 8) / 8388608 - 1) * range;
  return values;
}

/** `length` classes below `classes`. */
export function classLabels(length: number, seed: number, classes: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => (hash(index, seed) >>> 8) % classes);
}

/** Some of a result's numbers, channels last, and how many it has in all. */
export interface Sample {
  readonly name: string;
  readonly length: number;
  readonly values: readonly number[];
}

const SAMPLE_SIZE = 512;

/** The places at which a result of so many numbers is sampled. */
export function samplePositions(length: number): number[] {
  if (length <= SAMPLE_SIZE) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: SAMPLE_SIZE }, (_, index) => hash(index, 7) % length);
}

export function sampleOf(name: string, values: ArrayLike<number>): Sample {
  return {
    name,
    length: values.length,
    values: samplePositions(values.length).map((position) => values[position] ?? NaN),
  };
}

/**
 * The largest difference between two results' samples, as a share of the largest number among them. Throws when their
 * names or sizes differ.
 */
export function difference(a: readonly Sample[], b: readonly Sample[]): number {
  const names = (samples: readonly Sample[]) => samples.map(({ name, length }) => `${name} (${length})`).join(", ");
  if (names(a) !== names(b)) throw new Error(`The results are of different things: ${names(a)} and ${names(b)}.`);
  return a.reduce((worst, sample, index) => {
    const other = b[index]?.values ?? [];
    let [farthest, largest] = [0, 0];
    sample.values.forEach((value, position) => {
      farthest = Math.max(farthest, Math.abs(value - (other[position] ?? NaN)));
      largest = Math.max(largest, Math.abs(value), Math.abs(other[position] ?? NaN));
    });
    return Math.max(worst, largest === 0 ? farthest : farthest / largest);
  }, 0);
}

/** What training changed: `after` less the first values, both of all parameters in their order. */
export function changes(after: ArrayLike<number>, initial: Readonly<Record<string, Float32Array>>): Float32Array {
  const first = Object.values(initial);
  const changed = Float32Array.from(after);
  let at = 0;
  for (const values of first) for (const value of values) changed[at] = (changed[at++] ?? NaN) - value;
  return changed;
}
