// The discrete Fourier transform of 32 × 32 fields. Its cosines come from square roots (half-angle formula), never from
// Math.cos, so that every browser gets the same bits. Plain and slow: made for a few hundred fields, not for training.

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
  return alongBothAxes({ real: field, imaginary: new Float64Array(fieldCells) }, -1);
}

/** The real part of the inverse transform: the field whose transform the spectrum is, if it belongs to a real field. */
export function inverseTransform(spectrum: Spectrum): Float64Array {
  return alongBothAxes(spectrum, 1).real.map((value) => value / fieldCells);
}

function alongBothAxes(spectrum: Spectrum, sign: 1 | -1): Spectrum {
  return alongOneAxis(alongOneAxis(spectrum, sign, 1, fieldSize), sign, fieldSize, 1);
}

function alongOneAxis(source: Spectrum, sign: 1 | -1, stride: number, lineStride: number): Spectrum {
  const real = new Float64Array(fieldCells);
  const imaginary = new Float64Array(fieldCells);
  for (let line = 0; line < fieldSize; line++) {
    for (let frequency = 0; frequency < fieldSize; frequency++) {
      let re = 0;
      let im = 0;
      for (let place = 0; place < fieldSize; place++) {
        const at = line * lineStride + place * stride;
        const turn = frequency * place;
        const cosine = cosines[turn & 31]!;
        const sine = sign * cosines[(turn + 24) & 31]!; // sin x = cos(x − 90°)
        re += source.real[at]! * cosine - source.imaginary[at]! * sine;
        im += source.real[at]! * sine + source.imaginary[at]! * cosine;
      }
      real[line * lineStride + frequency * stride] = re;
      imaginary[line * lineStride + frequency * stride] = im;
    }
  }
  return { real, imaginary };
}
