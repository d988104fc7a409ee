export function builtLimits(): Record<"simd" | "relaxed", string>;
