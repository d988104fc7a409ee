// The types of policy.mjs, for the TypeScript files that use it.
export declare const pagePolicy: string;
export declare const serverPolicy: string;
