import { expect, test } from "vitest";
import { readNumber, stepped } from "./readNumber.ts";

const RATE = { label: "Learning rate", min: 0, max: 1e6, whole: false };
const EPOCHS = { label: "Epochs", min: 1, max: 1000, whole: true };

test.each([
  ["0.001", 0.001],
  ["1e-3", 0.001],
  ["5E-2", 0.05],
  [".05", 0.05],
  ["0,1", 0.1],
  [",5", 0.5],
  ["1,5e-3", 0.0015],
  [" 12 ", 12],
  ["12.", 12],
  ["1e−3", 0.001],
  ["+2", 2],
  ["0,100", 0.1],
  ["1.000", 1],
  ["1e6", 1e6],
])("%j is read as %d", (typed, value) => {
  expect(readNumber(typed, RATE)).toEqual({ value });
});

test("a zero has no sign", () => {
  expect(readNumber("-0", RATE)).toEqual({ value: 0 });
});

test.each([
  ["12", 12],
  ["1e2", 100],
  ["12.0", 12],
])("%j is the whole number %d", (typed, value) => {
  expect(readNumber(typed, EPOCHS)).toEqual({ value });
});

test.each([
  ["", RATE, "Learning rate is empty: allowed is a number from 0 to 1000000."],
  ["fast", RATE, "Learning rate is “fast”: allowed is a number from 0 to 1000000, such as 0.05 or 5e-2."],
  ["1e", RATE, "Learning rate is “1e”: allowed is a number from 0 to 1000000, such as 0.05 or 5e-2."],
  ["0x10", RATE, "Learning rate is “0x10”: allowed is a number from 0 to 1000000, such as 0.05 or 5e-2."],
  ["-1", RATE, "Learning rate is -1: allowed is a number from 0 to 1000000."],
  ["1e99", RATE, "Learning rate is 1e99: allowed is a number from 0 to 1000000."],
  ["1,000", EPOCHS, "Epochs is “1,000”, which can be read in two ways: write 1000 or 1.000."],
  ["1,000,000", RATE, "Learning rate is “1,000,000”: allowed is a number from 0 to 1000000, such as 0.05 or 5e-2."],
  ["2.5", EPOCHS, "Epochs is 2.5: allowed is a whole number from 1 to 1000."],
  ["0", EPOCHS, "Epochs is 0: allowed is a whole number from 1 to 1000."],
])("%j is refused with what is allowed", (typed, allowed, problem) => {
  expect(readNumber(typed, allowed)).toEqual({ problem });
});

test.each([
  [0.1, 0.2, 0.3],
  [0.3, -0.1, 0.2],
  [1e-7, 1e-7, 2e-7],
  [0.05, -0.1, 0],
  [1, 5, 1],
])("%d and a step of %d is %d", (value, by, sum) => {
  expect(stepped(value, by, 0, 1)).toBe(sum);
});
