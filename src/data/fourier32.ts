// The discrete Fourier transform of 32 × 32 fields. Its cosines come from square roots (half-angle formula), never from
// Math.cos, so that every browser gets the same bits.

export const fieldSize = 32;
export const fieldCells = fieldSize * fieldSize;

/** cos(2πk/32) for k = 0 … 31. */
const cosines = makeCosines();

function makeCosines(): Float64Array {
  const table = new Float64Array(fieldSize);
  const firstOctant = (k: number): number => {
    if (k === 0) return 1;
    if (k === 8) return 0;
    return k > 4 ? Math.sqrt(1 - firstOctant(8 - k) ** 2) : Math.sqrt((1 + firstOctant(2 * k)) / 2);
  };
  for (let k = 0; k < fieldSize; k++) {
    const folded = k <= 16 ? k : 32 - k;
    table[k] = folded <= 8 ? firstOctant(folded) : -firstOctant(16 - folded);
  }
  return table;
}

export interface Spectrum {
  /** [32 × 32], row by row, frequency (row, column); frequencies above 16 stand for negative ones. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The transform of a real field of [32 × 32] numbers. */
export function transform(field: Float64Array): Spectrum {
  return alongBothAxes({ real: field.slice(), imaginary: new Float64Array(fieldCells) }, -1);
}

/** The real part of the inverse transform: where the spectrum is that of a real field, that field. */
export function inverseTransform(spectrum: Spectrum): Float64Array {
  const copy = { real: spectrum.real.slice(), imaginary: spectrum.imaginary.slice() };
  return alongBothAxes(copy, 1).real.map((value) => value / fieldCells);
}

function alongBothAxes(spectrum: Spectrum, sign: 1 | -1): Spectrum {
  for (let line = 0; line < fieldSize; line++) transformLine(spectrum, line * fieldSize, 1, sign);
  for (let line = 0; line < fieldSize; line++) transformLine(spectrum, line, fieldSize, sign);
  return spectrum;
}

/** The places 0 … 31 with their five bits in reverse order. */
const reversed = Array.from({ length: fieldSize }, (_, place) =>
  [0, 1, 2, 3, 4].reduce((sum, bit) => sum + ((place >> bit) & 1) * (16 >> bit), 0),
);

/** The fast transform (radix 2) of 32 numbers, in place: those at start, start + stride, start + 2 · stride … */
function transformLine({ real, imaginary }: Spectrum, start: number, stride: number, sign: 1 | -1): void {
  for (let place = 0; place < fieldSize; place++) {
    const other = reversed[place]!;
    if (other > place) {
      swap(real, start + place * stride, start + other * stride);
      swap(imaginary, start + place * stride, start + other * stride);
    }
  }
  for (let half = 1; half < fieldSize; half *= 2) {
    const turn = fieldSize / (2 * half);
    for (let first = 0; first < fieldSize; first += 2 * half) {
      for (let step = 0; step < half; step++) {
        const cosine = cosines[step * turn]!;
        const sine = sign * cosines[(step * turn + 24) & 31]!; // sin x = cos(x − 90°)
        const upper = start + (first + step) * stride;
        const lower = upper + half * stride;
        const re = real[lower]! * cosine - imaginary[lower]! * sine;
        const im = real[lower]! * sine + imaginary[lower]! * cosine;
        real[lower] = real[upper]! - re;
        imaginary[lower] = imaginary[upper]! - im;
        real[upper] = real[upper]! + re;
        imaginary[upper] = imaginary[upper]! + im;
      }
    }
  }
}

function swap(numbers: Float64Array, one: number, other: number): void {
  const held = numbers[one]!;
  numbers[one] = numbers[other]!;
  numbers[other] = held;
}
