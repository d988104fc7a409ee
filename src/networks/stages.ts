// How many stages an image has room for.
import { GraphError, type Shape } from "../graph/node.ts";

/**
 * Throws GraphError. The stem and every pooling between stages halve the image (rounding up); one cell is too small for
 * a stage.
 */
export function refuseTooManyStages(imageShape: Shape, stages: readonly number[]): void {
  const [height = 0, width = 0] = imageShape;
  const shorter = Math.min(height, width);
  let most = 0;
  for (let side = Math.ceil(shorter / 2); side > 1; side = Math.ceil(side / 2)) most++;
  if (stages.length > most) {
    throw new GraphError(
      `stage${most + 1}`,
      `${stages.length} stages are too many for an image of ${height}×${width}: each halves it, and it has room for ${most}`,
    );
  }
}
