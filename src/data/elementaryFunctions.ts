// Exponential and natural logarithm from + - * / alone. Browsers may round Math.exp and Math.log
// differently, but not IEEE arithmetic, so these give the same bits everywhere.
// Accurate to about 1e-15 relative; not meant for inner loops over millions of numbers.

const LN2_HIGH = 0.69314718036912381649; // ln 2 in two parts (as in fdlibm), so that k·ln 2 loses nothing
const LN2_LOW = 1.90821492927058770002e-10;

/** 2^k by repeated squaring: exact for every k whose power a double can hold. */
function powerOfTwo(k: number): number {
  let base = k < 0 ? 0.5 : 2;
  let result = 1;
  for (let rest = Math.abs(k); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/** e^x. Below −708 it is 0, above 709 it is Infinity. */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < -708) return 0;
  if (x > 709) return Infinity;
  const k = Math.floor(x / 0.6931471805599453 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW; // |r| ≤ 0.35
  let sum = 1;
  for (let term = 14; term >= 1; term--) sum = 1 + (sum * r) / term; // Taylor series by Horner's rule
  return sum * powerOfTwo(k);
}

/** ln x. 0 gives −Infinity, a negative number NaN. */
export function naturalLogarithm(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return x;
  let mantissa = x;
  let k = 0;
  while (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    k++;
  } // exact
  while (mantissa < 0.7071067811865476) {
    mantissa *= 2;
    k--;
  }
  const t = (mantissa - 1) / (mantissa + 1); // ln m = 2 artanh t, |t| ≤ 0.172
  const square = t * t;
  let sum = 0;
  for (let power = 21; power >= 1; power -= 2) sum = sum * square + 1 / power;
  return 2 * t * sum + k * LN2_LOW + k * LN2_HIGH;
}
