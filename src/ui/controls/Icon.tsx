// Small pictures for buttons that show their name in words beside or above them.
const PATHS = {
  eye: "M-7 0C-4.5-4.2 4.5-4.2 7 0 4.5 4.2-4.5 4.2-7 0ZM0-2.1a2.1 2.1 0 1 0 .01 0",
  "eye-closed": "M-7-1C-4.5 3 4.5 3 7-1M-4.6 1.6-6 3.6M0 2.4V4.8M4.6 1.6 6 3.6",
  details: "M-5-2.5 0 2.5 5-2.5",
  again: "M5.2-3A6 6 0 1 0 6 1M6-6.4V-2.6H2.2",
  continue: "M-3.5-5.5 5 0-3.5 5.5Z",
  stop: "M-4.5-4.5H4.5V4.5H-4.5Z",
  undo: "M-6-3.2H2.5A4.2 4.2 0 0 1 2.5 5.2H-2.5M-2.8-6.6-6.2-3.2-2.8 .2",
  redo: "M6-3.2H-2.5A4.2 4.2 0 0 0-2.5 5.2H2.5M2.8-6.6 6.2-3.2 2.8 .2",
  beside: "M-6.5-5H-1.5V5H-6.5ZM1.5-5H6.5V5H1.5Z",
  edit: "M-5.5 5.5-4.6 2.1 3-5.5 5.5-3-2.1 4.6ZM1.4-3.9 3.9-1.4",
  more: "M-5 0h.01M0 0h.01M5 0h.01",
  remove: "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" width={16} height={16} viewBox="-8 -8 16 16" aria-hidden>
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
