// The lab's name, the engine, the theme, and the button that shares the experiment.
import { EngineBadge } from "./EngineBadge.tsx";
import { ShareButton } from "./ShareButton.tsx";
import { ThemeToggle } from "./ThemeToggle.tsx";
import "./Header.css";

export function Header() {
  return (
    <header className="header">
      <div className="header-name">
        <h1>Xception Lab</h1>
        <p>From regular convolution to depthwise</p>
      </div>
      <div className="header-tools no-print">
        <EngineBadge />
        <ShareButton />
        <ThemeToggle />
      </div>
    </header>
  );
}
