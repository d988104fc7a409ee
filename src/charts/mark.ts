// How a line is distinguished from the others: by colour, dash, marker and name.

export type Marker = "circle" | "triangle" | "square" | "diamond" | "star";

export interface Mark {
  /** A CSS colour. */
  readonly colour: string;
  /** SVG's stroke-dasharray. */
  readonly dash: string;
  readonly marker: Marker;
  /** "16 segments, ReLU". */
  readonly label: string;
}

/** A marker of about the same area for each kind, around the middle of (0, 0). */
export function markerPath(marker: Marker, radius: number): string {
  switch (marker) {
    case "circle":
      return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
    case "triangle":
      return `M0 ${-1.35 * radius}L${1.3 * radius} ${0.9 * radius}H${-1.3 * radius}Z`;
    case "square":
      return `M${-0.9 * radius} ${-0.9 * radius}h${1.8 * radius}v${1.8 * radius}h${-1.8 * radius}Z`;
    case "diamond":
      return `M0 ${-1.35 * radius}L${1.35 * radius} 0L0 ${1.35 * radius}L${-1.35 * radius} 0Z`;
    case "star":
      return star(5, 1.45 * radius, 0.7 * radius);
    default:
      return marker satisfies never;
  }
}

/** A star whose first point is at the top. */
function star(points: number, outer: number, inner: number): string {
  const corners = Array.from({ length: 2 * points }, (_, index) => {
    const angle = (index / points) * Math.PI;
    const radius = index % 2 === 0 ? outer : inner;
    return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}
