// What the choice of test images leaves open about an accuracy, apart from the spread over seeds. Pure.

/**
 * The binomial standard error of a macro accuracy in [0, 1] over classes of so many images each, were every image drawn by
 * itself and every class recognised as often: √(p(1 − p)·Σ 1/n) / K.
 */
export function binomialError(accuracy: number, imagesPerClass: readonly number[]): number {
  const inverse = imagesPerClass.reduce((sum, images) => sum + 1 / images, 0);
  return Math.sqrt(accuracy * (1 - accuracy) * inverse) / imagesPerClass.length;
}
