// Light, dark, or the system's theme; remembered where the browser allows it.
import { keepWord, keptWord } from "../keptWord.ts";

export type Theme = "system" | "light" | "dark";

export function savedTheme(): Theme {
  const saved = keptWord("theme");
  return saved === "light" || saved === "dark" ? saved : "system";
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  keepWord("theme", theme === "system" ? null : theme);
}
