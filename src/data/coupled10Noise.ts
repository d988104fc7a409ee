// How strong Coupled-10's noise must be for the data to be equally hard at every κ. Without it, κ changes how hard the
// classes are to learn as well as how coupled they are.

/**
 * By κ, ascending: the noise, as a multiple of the fixed scale, at which the regular convolution of the ready study
 * "Segments × coupling" recognises about 60 % of the test images, in the mean of seeds 101 to 103.
 * bench/calibrateCoupled10.ts finds such rows.
 */
const CALIBRATED: readonly (readonly [kappa: number, noise: number])[] = [
  [0, 0.98],
  [0.5, 1.32],
  [1, 1.7],
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
