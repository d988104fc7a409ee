// The types of site.mjs, for the tests in three browser engines.
export declare function siteIsFresh(): boolean;
export declare function buildSite(stdio?: "inherit" | "ignore"): Promise<boolean>;
