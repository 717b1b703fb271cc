import { CsvScanner } from "./csv-scanner.ts";
import { ReadError } from "./read-error.ts";

const candidates = [",", "\t", ";", "|"];
const rowsConsidered = 200;

/**
 * The delimiter by which most rows of a sample have as many fields as the first one, and more than one; among equals the one that
 * gives most fields. A comma where nothing delimits.
 */
export function findDelimiter(sample: string): string {
  if (sample.trim() === "") return ",";
  const scored = candidates.map((delimiter) => ({ delimiter, ...score(sample, delimiter) }));
  const best = scored.reduce((a, b) => (b.share > a.share || (b.share === a.share && b.width > a.width) ? b : a));
  return best.width > 1 ? best.delimiter : ",";
}

function score(sample: string, delimiter: string): { width: number; share: number } {
  const widths: number[] = [];
  const scanner = new CsvScanner(delimiter, "sample", ({ count }) => widths.push(count));
  try {
    scanner.feed(sample.endsWith("\n") || sample.length === 0 ? sample : `${sample}\n`);
  } catch (error) {
    // A row that is cut off, or a delimiter that makes no sense of the quotes.
    if (!(error instanceof ReadError)) throw error;
  }
  const width = widths[0] ?? 1;
  const considered = widths.slice(0, rowsConsidered);
  const share = width > 1 ? considered.filter((each) => each === width).length / considered.length : 0;
  return { width, share };
}
