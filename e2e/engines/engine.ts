// A browser engine as the stories see it: what a person can do in a browser, and no more.

/** One tab of a browser of its own, which begins without any storage. Elements are named by XPath. */
export interface Tab {
  /** The browser and its version. */
  readonly browser: string;
  /** The folder for what the tab downloads. */
  readonly downloads: string;
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of a JavaScript expression in the page; it must be fit for JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Clicks with the mouse. Throws where there is no such element. */
  click(xpath: string): Promise<void>;
  press(key: Key): Promise<void>;
  close(): Promise<void>;
}

export type Key = "End" | "Escape";

export interface Engine {
  readonly name: string;
  /** Finds or installs the browser, and returns how to open it. Throws MissingBrowser where that is not possible. */
  readonly find: (say: (line: string) => void) => Promise<() => Promise<Tab>>;
}

export const WINDOW = { width: 1280, height: 900 };
