// A spatial kernel as a small grid of its weights, with words where there is room.
const LETTER_WIDTH = 7.5;
const PADDING = 7;

export function KernelMark({
  kernel,
  x,
  y,
  room,
  label,
}: {
  kernel: number;
  x: number;
  y: number;
  room: number;
  label: string;
}) {
  const side = Math.min(21, Math.max(5, room - 4));
  const textWidth = label === "" ? 0 : label.length * LETTER_WIDTH + PADDING;
  const framed = room >= side + 2 * PADDING;
  const width = side + textWidth + 2 * PADDING;
  const left = framed ? x - width / 2 + PADDING : x - side / 2;
  const pitch = side / kernel;
  const gap = Math.min(1, pitch * 0.22);
  return (
    <g className="module-kernel">
      {framed ? (
        <rect className="module-kernel-frame" x={x - width / 2} y={y - 18} width={width} height={36} rx={6} />
      ) : (
        <rect
          className="module-kernel-ground"
          x={left - 1.5}
          y={y - side / 2 - 1.5}
          width={side + 3}
          height={side + 3}
          rx={1}
        />
      )}
      <path className="module-kernel-grid" d={grid(kernel, left, y - side / 2, pitch, pitch - gap)} />
      {label !== "" && (
        <text x={left + side + PADDING} y={y + 4.5}>
          {label}
        </text>
      )}
    </g>
  );
}

/** One path for all cells, because 48 segments of 7×7 rectangles would be slow. */
function grid(kernel: number, left: number, top: number, pitch: number, cell: number): string {
  const at = (index: number, start: number) => (start + index * pitch).toFixed(2);
  const size = cell.toFixed(2);
  return Array.from(
    { length: kernel * kernel },
    (_, index) => `M${at(index % kernel, left)} ${at(Math.floor(index / kernel), top)}h${size}v${size}h-${size}z`,
  ).join("");
}
