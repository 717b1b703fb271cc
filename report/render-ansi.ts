import { escapeHtml } from "./escape-html.ts";
import type { StyleClasses } from "./style-classes.ts";

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** One colour: of the terminal's sixteen by name, which follow the theme, or any other by value. */
type Colour = { name: string } | { value: string };

interface Pen {
  foreground: Colour | undefined;
  background: Colour | undefined;
  bold: boolean;
  faint: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
}

const blankPen: Pen = {
  foreground: undefined,
  background: undefined,
  bold: false,
  faint: false,
  italic: false,
  underline: false,
  inverse: false,
};

/** Terminal text as HTML: colours become classes, carriage returns overwrite their line, other controls vanish. */
export function renderAnsi(text: string, styles: StyleClasses): string {
  let pen = blankPen;
  let html = "";
  // CSI sequences, then OSC sequences (titles, links), then any other escape.
  // eslint-disable-next-line no-control-regex
  const pattern = /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.?/g;
  let last = 0;
  const terminal = settleLines(text);
  for (const match of terminal.matchAll(pattern)) {
    html += span(terminal.slice(last, match.index), pen, styles);
    last = match.index + match[0].length;
    if (match[2] === "m" && /^[\d;:]*$/.test(match[1]!)) pen = applySgr(pen, match[1]!);
  }
  return html + span(terminal.slice(last), pen, styles);
}

/** Progress bars rewrite their line: only the last state of each is worth printing. */
function settleLines(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => {
      const rewritten = line.replace(/\r+$/, "");
      return rewritten.slice(rewritten.lastIndexOf("\r") + 1);
    })
    .join("\n");
}

function span(text: string, pen: Pen, styles: StyleClasses): string {
  // eslint-disable-next-line no-control-regex
  const visible = escapeHtml(text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""));
  const classes = penClasses(pen, styles);
  return visible === "" || classes.length === 0 ? visible : `<span class="${classes.join(" ")}">${visible}</span>`;
}

function penClasses(pen: Pen, styles: StyleClasses): string[] {
  const [front, back] = pen.inverse ? [pen.background, pen.foreground] : [pen.foreground, pen.background];
  const colour = (of: Colour | undefined, property: string, suffix: string): (string | undefined)[] => {
    if (of === undefined) return [];
    return ["name" in of ? `ansi-${of.name}-${suffix}` : styles.classFor(`${property}:${of.value}`)];
  };
  return [
    ...colour(front, "color", "fg"),
    ...colour(back, "background-color", "bg"),
    ...(pen.inverse && front === undefined && back === undefined ? ["ansi-inverse"] : []),
    ...(["bold", "faint", "italic", "underline"] as const).map((face) => (pen[face] ? `ansi-${face}` : undefined)),
  ].filter((name) => name !== undefined);
}

/** Applies the parameters of one "select graphic rendition" sequence (ECMA-48, 8.3.117). */
function applySgr(pen: Pen, parameters: string): Pen {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = { ...pen };
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index]!;
    if (code === 38 || code === 48) {
      const { colour, length } = readExtendedColour(codes.slice(index + 1));
      if (colour !== undefined) next[code === 38 ? "foreground" : "background"] = colour;
      index += length;
    } else next = applyCode(next, code);
  }
  return next;
}

function applyCode(pen: Pen, code: number): Pen {
  const colour = (base: number, prefix = ""): Colour => ({ name: prefix + names[code - base]! });
  if (code >= 30 && code <= 37) return { ...pen, foreground: colour(30) };
  if (code >= 40 && code <= 47) return { ...pen, background: colour(40) };
  if (code >= 90 && code <= 97) return { ...pen, foreground: colour(90, "bright-") };
  if (code >= 100 && code <= 107) return { ...pen, background: colour(100, "bright-") };
  const changes: Record<number, Partial<Pen>> = {
    0: blankPen,
    1: { bold: true },
    2: { faint: true },
    3: { italic: true },
    4: { underline: true },
    7: { inverse: true },
    22: { bold: false, faint: false },
    23: { italic: false },
    24: { underline: false },
    27: { inverse: false },
    39: { foreground: undefined },
    49: { background: undefined },
  };
  return { ...pen, ...changes[code] };
}

/** `5;n` is one of 256 colours, `2;r;g;b` any; `length` says how many parameters that took. */
function readExtendedColour([mode, ...rest]: number[]): { colour: Colour | undefined; length: number } {
  if (mode === 2) {
    const [red = 0, green = 0, blue = 0] = rest;
    return { colour: { value: `rgb(${red},${green},${blue})` }, length: 4 };
  }
  return mode === 5 ? { colour: paletteColour(rest[0] ?? 0), length: 2 } : { colour: undefined, length: 1 };
}

/** xterm's palette: 16 named colours, a 6×6×6 cube, 24 greys. */
function paletteColour(index: number): Colour {
  if (index < 8) return { name: names[index]! };
  if (index < 16) return { name: `bright-${names[index - 8]!}` };
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return { value: `rgb(${grey},${grey},${grey})` };
  }
  const level = (digit: number) => (digit === 0 ? 0 : 55 + 40 * digit);
  const cube = index - 16;
  return { value: `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})` };
}
