// The description of an activation, for all rooms: its words, its mark in charts, its formula and its derivative.

/** The operations that formulas are written with, on one number or on all numbers of a tensor. */
export interface Arithmetic<T> {
  add(a: T, b: T | number): T;
  multiply(a: T, b: T | number): T;
  divide(a: T | number, b: T): T;
  exp(x: T): T;
  /** exp(x) − 1, without cancellation near 0. */
  expm1(x: T): T;
  /** The error function, 2/√π · ∫₀ˣ exp(−t²) dt. */
  erf(x: T): T;
  /** `then` where x < 0, `otherwise` elsewhere and where x is NaN. */
  whereNegative(x: T, then: T | number, otherwise: T | number): T;
  /** `then` where x > 0, `otherwise` elsewhere and where x is NaN. */
  wherePositive(x: T, then: T | number, otherwise: T | number): T;
}

/** The types a WGSL expression of an activation can have. */
export type WgslValue = "f32" | "vec4f";

export interface ActivationDescription {
  /** Its name in recipes and links. WebAssembly kernels use its place in the list. */
  readonly name: string;
  /** "ReLU". */
  readonly words: string;
  /** How charts draw a line with it; `dash` is SVG's stroke-dasharray. */
  readonly marker: "circle" | "triangle" | "square" | "diamond" | "star";
  readonly dash: string;
  /**
   * What the derivative is computed from: y = act(x), x, or either by the same formula. Where y suffices, x need not be
   * kept for the backward pass; where x suffices, it may be recomputed instead of reading y.
   */
  readonly derivativeFrom: "output" | "input" | "either";
  /** act(x). NaN stays NaN, so that a diverged run is seen. */
  forward<T>(x: T, arithmetic: Arithmetic<T>): T;
  /** dy · act′, computed from `at`, which is act(x) or x; see `derivativeFrom`. */
  gradient<T>(dy: T, at: T, arithmetic: Arithmetic<T>): T;
  /** The same as WGSL expressions. Their arguments are names, or expressions that may be used more than once. */
  readonly wgsl: {
    /** WGSL functions on `value` that the expressions call. */
    functions?(value: WgslValue): string;
    forward(x: string, value: WgslValue): string;
    gradient(dy: string, at: string, value: WgslValue): string;
  };
}
