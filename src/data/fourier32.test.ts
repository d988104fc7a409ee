import { expect, test } from "vitest";
import { fieldCells, inverseTransform, transform } from "./fourier32.ts";
import { randomStream } from "./random.ts";

const stream = randomStream(1, "field");
const field = Float64Array.from({ length: fieldCells }, () => stream.normal());

test("agrees with the transform's definition", () => {
  const { real, imaginary } = transform(field);
  for (const [row, column] of [
    [0, 0],
    [3, 7],
    [16, 1],
    [31, 30],
  ] as const) {
    let re = 0;
    let im = 0;
    for (let cell = 0; cell < fieldCells; cell++) {
      const angle = (-2 * Math.PI * (row * Math.floor(cell / 32) + column * (cell % 32))) / 32;
      re += field[cell]! * Math.cos(angle);
      im += field[cell]! * Math.sin(angle);
    }
    expect(real[row * 32 + column]).toBeCloseTo(re, 9);
    expect(imaginary[row * 32 + column]).toBeCloseTo(im, 9);
  }
});

test("the inverse gives the field back, and neither changes what it was given", () => {
  const before = field.slice();
  const spectrum = transform(field);
  const again = inverseTransform(spectrum);
  for (let cell = 0; cell < fieldCells; cell++) expect(again[cell]).toBeCloseTo(field[cell]!, 12);
  expect(field).toEqual(before);
  expect(inverseTransform(spectrum)).toEqual(again);
});
