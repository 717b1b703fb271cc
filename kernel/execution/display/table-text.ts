import { displayWidth } from "../../display-width.ts";
import { cellText, isNumeric, tableSize } from "./table-html.ts";
import type { TableView } from "./table-view.ts";

/** How many columns fit a terminal, more or less, and how many characters of a value. */
const SHOWN_COLUMNS = 12;
const SHOWN_CHARACTERS = 24;

/** The first rows of a table for clients that show text only, with its size below. */
export function tableText(view: TableView): string {
  const columns = view.columns.slice(0, SHOWN_COLUMNS).map((name, index) => {
    const values = view.rows.map((row) => row[index]);
    return layOut([name, ...values.map(textOf)], values.some(isNumeric));
  });
  const lines = Array.from({ length: view.rows.length + 1 }, (_, line) =>
    columns
      .map((column) => column[line])
      .join("  ")
      .trimEnd(),
  );
  return [...lines, tableSize(view, SHOWN_COLUMNS).en].join("\n");
}

/** Fills up to one width; numbers stand at the right. */
function layOut(texts: readonly string[], isRight: boolean): string[] {
  const cut = texts.map((text) => (text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text));
  const width = Math.max(...cut.map(displayWidth));
  return cut.map((text) => {
    const filling = " ".repeat(width - displayWidth(text));
    return isRight ? filling + text : text + filling;
  });
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : cellText(value).replace(/\s+/g, " ");
}
