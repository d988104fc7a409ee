// How strong Coupled-10's noise must be for the data to be equally hard at every κ. Without it, κ changes how hard the
// classes are to learn as well as how coupled they are.

/**
 * By κ, ascending: the noise, as a multiple of the fixed scale, at which the regular convolution of the ready study
 * "Segments × coupling" reaches about 42 % on test: what it reaches at κ = 0.25 without any. At lower κ it reaches less.
 * bench/calibrateCoupled10.ts finds such rows; accuracies of single runs spread by up to 15 points.
 */
const CALIBRATED: readonly (readonly [kappa: number, noise: number])[] = [
  [0, 0],
  [0.25, 0],
  [0.5, 0.87],
  [1, 1.05],
];

/** The noise that the table has for κ (from 0 to 1), linear between its rows. */
export function calibratedNoise(kappa: number): number {
  const above = Math.max(
    1,
    CALIBRATED.findIndex(([row]) => row >= kappa),
  );
  const [[from, low], [to, high]] = [CALIBRATED[above - 1]!, CALIBRATED[above]!];
  return low + ((high - low) * (kappa - from)) / (to - from);
}
