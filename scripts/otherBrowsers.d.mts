// The types of otherBrowsers.mjs, for the tests in three browser engines.
export declare class MissingBrowser extends Error {}
export declare function ensureFirefox(say: (line: string) => void): Promise<string>;
export declare function ensureWebKit(
  say: (line: string) => void,
): Promise<{ readonly driver: string; readonly xvfb: string; readonly browser: string }>;
