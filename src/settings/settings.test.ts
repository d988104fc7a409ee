// From one description: what is read, what is refused and why, the leaves, the words.
import { describe, expect, expectTypeOf, test } from "vitest";
import { choice, group, integer, integers, number, onOff, variant, type ValueOf } from "./field.ts";
import { allLeaves, leafWords, leavesOf, nested } from "./leaves.ts";
import { readField } from "./problem.ts";
import { problemWords } from "./words.ts";

const shape = variant({
  tag: "kind",
  label: "Shape",
  link: "shape",
  default: "ball",
  branches: {
    ball: { label: "ball", fields: { radius: number({ label: "Radius", min: 0, max: 9, default: 1, unit: "cm" }) } },
    box: {
      label: "box",
      fields: {
        sides: integers({
          label: "Sides",
          shortest: 1,
          longest: 3,
          max: 9,
          default: [2, 2],
          itemLabel: (index) => `Side ${index + 1}`,
        }),
      },
    },
  },
  words: (value) => (value.kind === "ball" ? `ball of ${value.radius}` : `box of ${value.sides.join("×")}`),
});

const thing = group({
  name: choice({
    label: "Name",
    options: [
      { value: "a", label: "A" },
      { value: "b", label: "B" },
    ],
    default: "a",
    words: (name) => `called ${name}`,
  }),
  inner: group({ count: integer({ label: "Count", min: 1, max: 5, default: 3, isDetail: true }) }, "in."),
  shape,
  shiny: onOff({ label: "Shiny", default: false, words: (on) => (on ? "shiny" : "") }),
});

const problemsOf = (input: unknown) => readField(thing, input).problems?.map((problem) => problemWords(problem)) ?? [];

test("the type of a value is that of its description", () => {
  expectTypeOf<ValueOf<typeof thing>["name"]>().toEqualTypeOf<"a" | "b">();
  expectTypeOf<ValueOf<typeof thing>["inner"]["count"]>().toEqualTypeOf<number>();
  expectTypeOf<Extract<ValueOf<typeof shape>, { kind: "box" }>["sides"]>().toEqualTypeOf<readonly number[]>();
});

test("what is left out takes its default, at every depth; a variant without a tag is of its default branch", () => {
  const usual = { name: "a", inner: { count: 3 }, shape: { kind: "ball", radius: 1 }, shiny: false };
  for (const input of [{}, { inner: {} }, { shape: {} }, { shape: { radius: 1 } }, { shape: { kind: "ball" } }]) {
    expect(readField(thing, input)).toEqual({ value: usual });
  }
  expect(readField(thing, { shape: { kind: "box" } })).toMatchObject({ value: { shape: { sides: [2, 2] } } });
});

describe("what is wrong is told with its place, what stands there, and what is allowed", () => {
  test.each<[unknown, string]>([
    [{ inner: { count: 6 } }, "inner.count is 6: allowed is a whole number from 1 to 5."],
    [{ shape: { radius: -1 } }, "shape.radius is -1: allowed is a number from 0 to 9."],
    [{ shape: { kind: "cone" } }, 'shape.kind is "cone": allowed is one of "ball", "box".'],
    [
      { shape: { kind: "box", radius: 1 } },
      "shape.radius is 1: this version knows no such field; allowed here: kind, sides.",
    ],
    [{ shape: { kind: "box", sides: [1, 0] } }, "shape.sides.1 is 0: allowed is a whole number from 1 to 9."],
    [
      { shape: { kind: "box", sides: [] } },
      "shape.sides is []: allowed is a list of 1 to 3 whole numbers from 1 to 9.",
    ],
    [{ shape: 3 }, "shape is 3: allowed is an object with the field kind."],
    [{ shiny: "yes" }, 'shiny is "yes": allowed is true or false.'],
    [[], "The recipe is []: allowed is an object with the fields name, inner, shape, shiny."],
    [undefined, "The recipe is missing: allowed is an object with the fields name, inner, shape, shiny."],
  ])("%j", (input, sentence) => {
    expect(problemsOf(input)).toEqual([sentence]);
  });

  test("as data, so that whoever shows it finds the words", () => {
    expect(readField(thing, { inner: { count: 6 } }).problems).toEqual([
      { path: ["inner", "count"], value: 6, allowed: { kind: "setting", setting: thing.fields.inner.fields.count } },
    ]);
  });
});

describe("leaves", () => {
  const places = (leaves: ReturnType<typeof allLeaves>) => leaves.map(({ path, link }) => `${path.join(".")} ${link}`);

  test("of a value are those of its own branches; of a description, all", () => {
    const value = { name: "a", inner: { count: 3 }, shape: { kind: "box", sides: [2] }, shiny: true };
    const common = ["name name", "inner.count in.count", "shape.kind shape"];
    expect(places(leavesOf(thing, value))).toEqual([...common, "shape.sides sides", "shiny shiny"]);
    expect(places(allLeaves(thing))).toEqual([...common, "shape.radius radius", "shape.sides sides", "shiny shiny"]);
    expect(
      leavesOf(thing, value)
        .filter(({ isDetail }) => isDetail)
        .map(({ link }) => link),
    ).toEqual(["in.count"]);
  });

  test("in words: a variant that has its own has said what is in it, and silence is left out", () => {
    const value = { name: "b", inner: { count: 3 }, shape: { kind: "ball", radius: 4 }, shiny: false };
    expect(leafWords(leavesOf(thing, value), value)).toEqual(["called b", "count 3", "ball of 4"]);
  });

  test("values are nested by their places", () => {
    expect(
      nested([
        [["inner", "count"], 2],
        [["name"], "b"],
      ]),
    ).toEqual({ inner: { count: 2 }, name: "b" });
  });
});
