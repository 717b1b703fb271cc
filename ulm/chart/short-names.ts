import { distinctNames } from "../data/index.ts";

/** A label of so many narrow letters has room beside an axis; Chinese ones count twice. */
const most = 30;

/**
 * Names as labels of an axis have room for them: out of the middle of a long one something is left out, for names that begin alike
 * differ at their ends. No two become the same.
 */
export function shortNames(names: readonly string[]): string[] {
  return distinctNames(names.map((name) => [shorten(name), name]));
}

/** How much room a text takes, in narrow letters. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);
}

function letterWidth(letter: string): number {
  return letter.codePointAt(0)! >= 0x2e80 ? 2 : 1;
}

function shorten(name: string): string {
  if (textWidth(name) <= most) return name;
  const letters = [...name];
  const half = (most - 1) / 2;
  return `${takeWide(letters, half)}…${takeWide(letters.reverse(), half, true)}`;
}

/** As many letters as have room. @param isReversed the letters come from the end */
function takeWide(letters: readonly string[], room: number, isReversed = false): string {
  let left = room;
  const end = letters.findIndex((letter) => (left -= letterWidth(letter)) < 0);
  const taken = letters.slice(0, end);
  return (isReversed ? taken.reverse() : taken).join("");
}
