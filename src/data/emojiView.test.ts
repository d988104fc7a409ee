import { expect, test } from "vitest";
import { divideBy255, spritePixels, writeView } from "./emojiView.ts";
import { randomStream } from "./random.ts";
import { sha256 } from "./sha256.ts";

/** Red, green and blue of every pixel. */
const viewBytes = 3 * spritePixels;

/** A disc that fades out towards its border, in a colour of its own everywhere; colours multiplied by alpha. */
const sprite = Uint32Array.from({ length: 1024 }, (_, pixel) => {
  const x = (pixel % 32) - 15;
  const y = Math.floor(pixel / 32) - 15;
  const alpha = Math.max(0, 255 - x * x - y * y);
  const tint = (strength: number): number => divideBy255(alpha * Math.min(255, strength));
  return tint(128 + 8 * x) | (tint(100 + 5 * y) << 8) | (tint(255 - 3 * x) << 16) | (alpha << 24);
});

test("views are the same bytes everywhere", () => {
  const views = new Uint8Array(500 * viewBytes);
  for (let view = 0; view < 500; view++)
    writeView(
      sprite,
      0,
      randomStream(4, "view", view),
      { shift: 6, scale: 0.3, flip: true },
      "varied",
      views,
      view * viewBytes,
    );
  expect(sha256(views)).toBe("13ef13e234850c80ee0a30155a94aaf7dabafc53d8f113dec0bfcf5f63a1eed5");
});

test("dividing by 255 rounds every product of two bytes to the nearest", () => {
  const wrong = Array.from({ length: 255 * 255 + 1 }, (_, product) => product).filter(
    (product) => divideBy255(product) !== Math.floor(product / 255 + 0.5),
  );
  expect(wrong).toEqual([]);
});

test("where a picture is opaque it covers the background, where it is empty it leaves it", () => {
  const half = Uint32Array.from({ length: 1024 }, (_, pixel) => (pixel % 32 < 16 ? 0xff0000ff : 0)); // the left half is opaque red
  const empty = new Uint32Array(1024);
  for (let seed = 0; seed < 40; seed++) {
    const view = new Uint8Array(viewBytes);
    const background = new Uint8Array(viewBytes);
    writeView(half, 0, randomStream(seed), { shift: 0, scale: 0, flip: false }, "varied", view, 0);
    writeView(empty, 0, randomStream(seed), { shift: 0, scale: 0, flip: false }, "varied", background, 0);
    const at = (x: number): number => (16 * 32 + x) * 3;
    expect([...view.subarray(at(8), at(9))]).toEqual([255, 0, 0]);
    expect([...view.subarray(at(24), at(25))]).toEqual([...background.subarray(at(24), at(25))]);
  }
});

test("backgrounds are flat, gradients and noise, in their shares", () => {
  const empty = new Uint32Array(1024);
  const view = new Uint8Array(viewBytes);
  const kinds = { flat: 0, smooth: 0, rough: 0 };
  for (let seed = 0; seed < 500; seed++) {
    writeView(empty, 0, randomStream(seed), { shift: 0, scale: 0, flip: false }, "varied", view, 0);
    let greatestStep = 0;
    for (let at = 3; at < viewBytes; at++)
      if (at % 96 >= 3) greatestStep = Math.max(greatestStep, Math.abs(view[at]! - view[at - 3]!));
    if (greatestStep === 0) kinds.flat++;
    else if (greatestStep <= 9) kinds.smooth++; // 255 grey levels over 32 pixels
    else kinds.rough++;
  }
  for (const [kind, share] of [
    ["flat", 0.2],
    ["smooth", 0.4],
    ["rough", 0.4],
  ] as const)
    expect(Math.abs(kinds[kind] / 500 - share), kind).toBeLessThan(0.07);
});
