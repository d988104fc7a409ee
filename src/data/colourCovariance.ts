// Gives three fields, a template's channels, chosen correlations with each other.

/** Three rows of three numbers. */
type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];

/**
 * Mixes three fields of equal length so that their mean products become `target` (a symmetric, positive definite
 * matrix): with C = L·Lᵀ and target = K·Kᵀ (Cholesky) the mixture is K·L⁻¹. Fields that have the target already stay.
 */
export function withCovariance(
  fields: readonly [Float64Array, Float64Array, Float64Array],
  target: Matrix,
): [Float64Array, Float64Array, Float64Array] {
  const mean = (i: 0 | 1 | 2, j: 0 | 1 | 2): number =>
    fields[i].reduce((sum, value, cell) => sum + value * fields[j][cell]!, 0) / fields[i].length;
  const own = cholesky([
    [mean(0, 0), mean(0, 1), mean(0, 2)],
    [mean(0, 1), mean(1, 1), mean(1, 2)],
    [mean(0, 2), mean(1, 2), mean(2, 2)],
  ]);
  const wanted = cholesky(target);
  const [first, second, third] = fields;
  // L⁻¹ makes them uncorrelated, one after the other; K mixes what comes out.
  const a = first.map((value) => value / own.xx);
  const b = second.map((value, cell) => (value - own.yx * a[cell]!) / own.yy);
  const c = third.map((value, cell) => (value - own.zx * a[cell]! - own.zy * b[cell]!) / own.zz);
  return [
    a.map((value) => wanted.xx * value),
    a.map((value, cell) => wanted.yx * value + wanted.yy * b[cell]!),
    a.map((value, cell) => wanted.zx * value + wanted.zy * b[cell]! + wanted.zz * c[cell]!),
  ];
}

function cholesky(matrix: Matrix): { xx: number; yx: number; yy: number; zx: number; zy: number; zz: number } {
  const [[a, b, c], [, d, e], [, , f]] = matrix;
  const xx = Math.sqrt(a);
  const yx = b / xx;
  const yy = Math.sqrt(d - yx * yx);
  const zx = c / xx;
  const zy = (e - zx * yx) / yy;
  return { xx, yx, yy, zx, zy, zz: Math.sqrt(f - zx * zx - zy * zy) };
}
