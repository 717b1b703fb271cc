import { figures } from "./judge.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** One line of an entry's table, ready to print. */
export interface FigureRow {
  name: string;
  printed: string;
  computed: string;
}

/** The printed and computed figures side by side, in the article's order. */
export function figureRows({ printed, computed }: LedgerEntry): FigureRow[] {
  const ours = figures(computed);
  return [...figures(printed)].map(([name, figure]) => ({
    name,
    printed: String(figure),
    computed: formatFigure(ours.get(name)!),
  }));
}

/** Five significant digits are enough to see a difference; JavaScript's own notation beyond. */
function formatFigure(figure: number | string): string {
  return typeof figure === "number" ? String(Number(figure.toPrecision(5))) : figure;
}
