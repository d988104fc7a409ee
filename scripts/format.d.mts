// The types of format.mjs, for its test.
export declare function formatTree(options: { readonly check: boolean }): Promise<boolean>;
export declare function layOut(file: string, source: string): Promise<string>;
