// The colours of paper: those of the light page (ui/page.css), whatever the page shows.
export const PAPER = "#ffffff";
export const INK = "#1b1d21";
export const SOFT = "#5a5f69";
export const HAIR = "#e2e4e8";
/** The noise floor: SOFT at 16 % on paper. */
export const BAND = "#e4e5e7";
