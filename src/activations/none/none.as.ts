// @ts-ignore: decorator
@inline
export function forward(x: v128): v128 {
  return x;
}

// @ts-ignore: decorator
@inline
export function gradient(dy: v128, y: v128): v128 {
  return dy;
}
