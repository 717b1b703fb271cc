export interface CellPlace {
  /** The execution count by which the kernel knows the cell: its prompt. */
  count: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

export const CELL_LINK = "ulm-cell-link";

/** As the kernel writes places: `Cell [3], line 2`, `in cell [3], line 2, column 7`, `Cell [3]:2:7`. */
const place = /\bcell \[(\d+)\](?:, line (\d+)(?:, column (\d+))?|:(\d+):(\d+))/gi;

/** Makes links of the places in cells that a text names. */
export function linkCells(node: HTMLElement): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const matches = [...text.data.matchAll(place)];
    // From the end, so that what is before keeps its place.
    for (const match of matches.reverse()) wrap(text, match);
  }
}

/** The place to which a link leads. */
export function placeOf(link: HTMLElement): CellPlace {
  const { count, line, column } = link.dataset;
  return { count: Number(count), line: Number(line), column: Number(column) };
}

function wrap(text: Text, match: RegExpMatchArray): void {
  const [found, count, lineAfterComma, columnAfterComma, line, column] = match;
  const rest = text.splitText(match.index!);
  rest.splitText(found.length);
  const link = document.createElement("a");
  link.className = CELL_LINK;
  link.href = "#";
  link.dataset["count"] = count;
  link.dataset["line"] = lineAfterComma ?? line ?? "1";
  link.dataset["column"] = columnAfterComma ?? column ?? "1";
  rest.replaceWith(link);
  link.append(rest);
}
