// Where a module's channels and segments are in its drawing. Where there is no room for every channel,
// the middle ones are left out and counted. Pure: pixels in, pixels out.
export interface ChannelCell {
  readonly channel: number;
  readonly x: number;
  readonly width: number;
}

export interface SegmentBox {
  readonly segment: number;
  readonly x: number;
  readonly width: number;
  readonly cells: readonly ChannelCell[];
  /** Centre of the mark for channels left out of this segment; null where all are drawn. */
  readonly ellipsisX: number | null;
}

export interface ModuleLayout {
  readonly segments: readonly SegmentBox[];
  /** Centre of the mark for segments left out; null where all are drawn. */
  readonly ellipsisX: number | null;
  /** The channels that have a cell. */
  readonly drawnChannels: number;
}

const MIN_PITCH = 5;
const SEGMENTS_LEFT_OUT_WIDTH = 22;
const CHANNELS_LEFT_OUT_WIDTH = 14;
const FEWEST_CELLS = 4;

/** `segments` must divide `channels`; this is not checked. */
export function moduleLayout(pixels: number, channels: number, segments: number): ModuleLayout {
  const seen = channels / segments;
  const room = Math.max(FEWEST_CELLS, Math.floor(pixels / MIN_PITCH));
  const shownSegments =
    channels <= room ? segments : Math.min(segments, Math.max(2, Math.floor(room / Math.min(seen, FEWEST_CELLS))));
  const shownCells = channels <= room ? seen : Math.max(1, Math.min(seen, Math.floor(room / shownSegments)));

  const segmentsLeftOut = shownSegments < segments;
  const channelsLeftOut = shownCells < seen;
  const free = pixels - (segmentsLeftOut ? SEGMENTS_LEFT_OUT_WIDTH : 0);
  const gap = shownSegments === 1 ? 0 : Math.max(1.5, Math.min(12, 0.3 * (free / shownSegments)));
  const boxWidth = (free - gap * (shownSegments - 1)) / shownSegments;

  const boxes: SegmentBox[] = [];
  const firstHalf = Math.ceil(shownSegments / 2);
  for (let position = 0; position < shownSegments; position++) {
    const after = position >= firstHalf && segmentsLeftOut;
    const segment = after ? segments - shownSegments + position : position;
    const x = position * (boxWidth + gap) + (after ? SEGMENTS_LEFT_OUT_WIDTH : 0);
    boxes.push({ segment, x, width: boxWidth, ...cellsOf(segment, seen, x, boxWidth, shownCells, channelsLeftOut) });
  }
  return {
    segments: boxes,
    ellipsisX: segmentsLeftOut ? firstHalf * (boxWidth + gap) - gap / 2 + SEGMENTS_LEFT_OUT_WIDTH / 2 : null,
    drawnChannels: shownSegments * shownCells,
  };
}

function cellsOf(
  segment: number,
  seen: number,
  left: number,
  boxWidth: number,
  shown: number,
  leftOut: boolean,
): Pick<SegmentBox, "cells" | "ellipsisX"> {
  // A narrow box has no room for a mark; it only has fewer cells.
  const markWidth = leftOut && boxWidth > 3 * CHANNELS_LEFT_OUT_WIDTH ? CHANNELS_LEFT_OUT_WIDTH : 0;
  const pitch = (boxWidth - markWidth) / shown;
  const between = Math.min(1.5, pitch * 0.2);
  const firstHalf = Math.ceil(shown / 2);
  const cells: ChannelCell[] = [];
  for (let position = 0; position < shown; position++) {
    const after = leftOut && position >= firstHalf;
    cells.push({
      channel: segment * seen + (after ? seen - shown + position : position),
      x: left + position * pitch + (after ? markWidth : 0) + between / 2,
      width: pitch - between,
    });
  }
  return { cells, ellipsisX: markWidth > 0 ? left + firstHalf * pitch + markWidth / 2 : null };
}

/** The cell nearest to x, in pixels. */
export function cellAt(layout: ModuleLayout, x: number): ChannelCell | undefined {
  const cells = layout.segments.flatMap((segment) => segment.cells);
  return cells.reduce<ChannelCell | undefined>(
    (best, cell) => (best === undefined || distance(cell, x) < distance(best, x) ? cell : best),
    undefined,
  );
}

/** An SVG path that joins every one of `from` to every one of `to`, at most `most` of each, evenly chosen. */
export function meshPath(
  from: readonly ChannelCell[],
  fromY: number,
  to: readonly ChannelCell[],
  toY: number,
  most: number,
): string {
  const ends = evenly(to, most).map(centre);
  return evenly(from, most)
    .flatMap((cell) => ends.map((end) => `M${centre(cell)} ${fromY}L${end} ${toY}`))
    .join("");
}

function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))],
  ).filter((item) => item !== undefined);
}

function centre(cell: ChannelCell): number {
  return Math.round((cell.x + cell.width / 2) * 10) / 10;
}

function distance(cell: ChannelCell, x: number): number {
  return Math.abs(cell.x + cell.width / 2 - x);
}
