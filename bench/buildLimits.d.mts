export function buildLimits(): Promise<Record<"simd" | "relaxed", string>>;
