import { expect, test } from "vitest";
import { cellAt, meshPath, moduleLayout } from "./moduleLayout.ts";

const sizes = [
  [48, 1],
  [48, 16],
  [48, 48],
  [256, 1],
  [256, 16],
  [256, 64],
  [256, 256],
  [96, 32],
  [1, 1],
  [60, 5],
] as const;

for (const pixels of [300, 1000]) {
  test.each(sizes)(
    `%d channels in %d segments fit into ${pixels} pixels, in order, without overlap`,
    (channels, segments) => {
      const layout = moduleLayout(pixels, channels, segments);
      const cells = layout.segments.flatMap((segment) => segment.cells);
      expect(cells).toHaveLength(layout.drawnChannels);
      expect(cells.at(0)?.channel).toBe(0);
      expect(cells.at(-1)?.channel).toBe(channels - 1);
      let right = 0;
      let channel = -1;
      for (const cell of cells) {
        expect(cell.width).toBeGreaterThan(1);
        expect(cell.x).toBeGreaterThanOrEqual(right - 1e-9);
        expect(cell.channel).toBeGreaterThan(channel);
        right = cell.x + cell.width;
        channel = cell.channel;
      }
      expect(right).toBeLessThanOrEqual(pixels + 1e-9);
    },
  );
}

test("every cell stands in the segment its channel belongs to", () => {
  for (const [channels, segments] of sizes) {
    for (const { segment, cells } of moduleLayout(300, channels, segments).segments) {
      for (const { channel } of cells) expect(Math.floor(channel / (channels / segments))).toBe(segment);
    }
  }
});

test("what is left out is marked, and nothing is where all fits", () => {
  expect(moduleLayout(300, 256, 256).ellipsisX).not.toBeNull();
  expect(moduleLayout(300, 256, 1).segments[0]?.ellipsisX).not.toBeNull();
  expect(moduleLayout(1000, 48, 16).ellipsisX).toBeNull();
  expect(moduleLayout(1000, 48, 16).drawnChannels).toBe(48);
});

test("a point belongs to the cell under it", () => {
  const layout = moduleLayout(960, 48, 16);
  const cell = layout.segments[3]?.cells[1];
  expect(cellAt(layout, (cell?.x ?? 0) + (cell?.width ?? 0) / 2)?.channel).toBe(10);
  expect(cellAt(layout, -50)?.channel).toBe(0);
});

test("a mesh joins every cell to every cell, up to a limit", () => {
  const cells = moduleLayout(960, 6, 1).segments[0]?.cells ?? [];
  expect(meshPath(cells, 0, cells, 10, 99).match(/M/g)).toHaveLength(36);
  expect(meshPath(cells, 0, cells, 10, 3).match(/M/g)).toHaveLength(9);
});
