// Chooses light, dark, or the system's theme.
import { useLayoutEffect, useState } from "react";
import { RadioRow } from "../controls/RadioRow.tsx";
import { applyTheme, savedTheme, type Theme } from "./theme.ts";

const THEMES: readonly { readonly value: Theme; readonly label: string; readonly mark: string }[] = [
  {
    value: "light",
    label: "Light",
    // A disc and its eight rays.
    mark:
      "M0-3.6a3.6 3.6 0 1 0 .01 0M0-7.4v1.6M0 5.8v1.6M-7.4 0h1.6M5.8 0h1.6" +
      "M-5.2-5.2l1.1 1.1M4.1 4.1l1.1 1.1M-5.2 5.2l1.1-1.1M4.1-4.1l1.1-1.1",
  },
  { value: "system", label: "As the system has it", mark: "M-7-5.5H7V3.5H-7ZM-3 6.5H3" },
  { value: "dark", label: "Dark", mark: "M2.2-6.4A6.6 6.6 0 1 0 6.4 2.6 5.4 5.4 0 0 1 2.2-6.4Z" },
];

export function ThemeToggle() {
  const [theme, setTheme] = useState(savedTheme);
  useLayoutEffect(() => applyTheme(theme), [theme]);
  return (
    <RadioRow
      className="theme"
      aria-label="Theme"
      value={theme}
      onChange={setTheme}
      options={THEMES.map(({ mark, ...option }) => ({ ...option, picture: <ThemeMark mark={mark} /> }))}
    />
  );
}

function ThemeMark({ mark }: { mark: string }) {
  return (
    <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden>
      <path d={mark} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
