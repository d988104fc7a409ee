// The residual connection: the module's input, carried past both convolutions to be added.
export function ResidualRail({ x, top, bottom }: { x: number; top: number; bottom: number }) {
  const right = x + 14;
  const corner = 7;
  return (
    <g className="module-rail" aria-hidden>
      <path d={`M${x} ${top}H${right - corner}Q${right} ${top} ${right} ${top + corner}V${bottom - 8}`} />
      <circle cx={right} cy={bottom} r={7} />
      <path d={`M${right - 3.5} ${bottom}h7M${right} ${bottom - 3.5}v7`} />
    </g>
  );
}
