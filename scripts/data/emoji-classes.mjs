// Which of Unicode's emoji belong to which of Emoji-10's classes: whole subgroups, by their names in emojibase, without
// the few members that do not show what their subgroup is named for.

export const classes = [
  {
    name: "animal",
    subgroups: [
      "animal-mammal",
      "animal-bird",
      "animal-amphibian",
      "animal-reptile",
      "animal-marine",
      "animal-bug",
      "cat-face",
      "monkey-face",
    ],
  },
  {
    name: "building",
    subgroups: ["place-building", "place-religious"],
    except: ["1F9F1", "1FAA8", "1FAB5"], // brick, rock, wood
  },
  {
    name: "clothing",
    subgroups: ["clothing"],
    except: ["1FAAD", "1F4FF", "1F484", "1F48E", "1FAAE"], // folding fan, prayer beads, lipstick, gem stone, hair pick
  },
  {
    name: "device",
    subgroups: ["phone", "computer", "light-video", "sound", "music", "musical-instrument"],
    except: ["1F3BC", "1F3B5", "1F3B6", "1F56F", "1FA94", "1F3EE"], // printed music, candle, diya lamp, paper lantern
  },
  {
    name: "face",
    subgroups: [
      "face-smiling",
      "face-affection",
      "face-tongue",
      "face-hand",
      "face-neutral-skeptical",
      "face-sleepy",
      "face-unwell",
      "face-hat",
      "face-glasses",
      "face-concerned",
      "face-negative",
      "face-costume",
    ],
    except: ["1F4A9", "1F47B", "1F47E"], // pile of poo, ghost, alien monster
  },
  {
    name: "hand",
    subgroups: [
      "hand-fingers-open",
      "hand-fingers-partial",
      "hand-single-finger",
      "hand-fingers-closed",
      "hands",
      "hand-prop",
    ],
    skinTones: "all",
  },
  {
    name: "person",
    subgroups: [
      "person",
      "person-gesture",
      "person-role",
      "person-fantasy",
      "person-activity",
      "person-sport",
      "person-resting",
    ],
    skinTones: "one",
  },
  {
    name: "plant/food",
    subgroups: [
      "plant-flower",
      "plant-other",
      "food-fruit",
      "food-vegetable",
      "food-prepared",
      "food-asian",
      "food-sweet",
      "drink",
    ],
    except: ["1F37C", "1F9CA"], // baby bottle, ice
  },
  // thermometer, umbrellas without rain, snowmen
  { name: "sky", subgroups: ["sky-weather"], except: ["1F321", "1F302", "2602", "26F1", "2603", "26C4"] },
  {
    name: "vehicle",
    subgroups: ["transport-ground", "transport-water", "transport-air"],
    // bus stop, motorway, railway track, station, oil drum, fuel pump, wheel, beacon, traffic lights, stop sign,
    // barrier, anchor, buoy, seat, parachute
    except: [
      "1F68F",
      "1F6E3",
      "1F6E4",
      "1F689",
      "1F6E2",
      "26FD",
      "1F6DE",
      "1F6A8",
      "1F6A5",
      "1F6A6",
      "1F6D1",
      "1F6A7",
      "2693",
      "1F6DF",
      "1F4BA",
      "1FA82",
    ],
  },
];

const toneOf = new Map([
  ["1F3FB", 1],
  ["1F3FC", 2],
  ["1F3FD", 3],
  ["1F3FE", 4],
  ["1F3FF", 5],
]);
const dropped = new Set(["FE0F", "2640", "2642", "27A1", ...toneOf.keys()]); // variation selector, gender signs, facing right, skin tones
const neutral = new Map([
  ["1F468", "1F9D1"],
  ["1F469", "1F9D1"], // man, woman: person
  ["1F466", "1F9D2"],
  ["1F467", "1F9D2"], // boy, girl: child
  ["1F474", "1F9D3"],
  ["1F475", "1F9D3"], // old man, old woman: older person
  ["1F934", "1FAC5"],
  ["1F478", "1FAC5"], // prince, princess: person with crown
  ["1F385", "1F384-CLAUS"],
  ["1F936", "1F384-CLAUS"], // Santa Claus, Mrs. Claus: Mx Claus
  ["1F57A", "1F483"], // man dancing, woman dancing
]);

/**
 * The code points that an emoji shares with its variants of skin tone, gender and direction: these must never be
 * divided between training and test. "1F469-1F3FD-200D-1F680" (woman astronaut) and "1F468-200D-1F680" give "1F9D1-1F680".
 */
export function familyOf(hexcode) {
  const points = hexcode.split("-").filter((point) => point !== "200D" && !dropped.has(point));
  if (points.join("-") === "1F9D1-1F384") return "1F384-CLAUS";
  return points.map((point) => neutral.get(point) ?? point).join("-");
}

/** The tones in an emoji's code points, 1 (light) to 5 (dark); none for the default colour. */
export function skinTones(hexcode) {
  return hexcode.split("-").flatMap((point) => toneOf.get(point) ?? []);
}

/** The emoji without its skin tones; of the emoji that share it, some classes take one. */
export function withoutTone(hexcode) {
  return hexcode
    .split("-")
    .filter((point) => !toneOf.has(point))
    .join("-");
}
