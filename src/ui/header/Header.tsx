// The lab's name, its views, the engine, the theme, and the buttons that undo, redo and share.
import { EngineBadge } from "./EngineBadge.tsx";
import { ShareButton } from "./ShareButton.tsx";
import { StepButtons } from "./StepButtons.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";
import { ViewLinks } from "./ViewLinks.tsx";
import "./Header.css";

export function Header() {
  return (
    <header className="header">
      <div className="header-name">
        <h1>Xception Lab</h1>
        <p>From regular convolution to depthwise</p>
      </div>
      <ViewLinks />
      <div className="header-tools no-print">
        <EngineBadge />
        <StepButtons />
        <ShareButton />
        <ThemeToggle />
      </div>
    </header>
  );
}
