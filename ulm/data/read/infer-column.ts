import type { ColumnType } from "../cell-value.ts";
import { Column } from "../column.ts";
import { parseIsoDate } from "../parse-iso-date.ts";

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Postcodes, telephone and account numbers: arithmetic would lose their zeros or their last digits. */
const identifierPattern = /^(?:[+-]?0\d+|[+-]?\d{16,})$/;
const booleanPattern = /^(?:true|false)$/i;

/** One cell read as a type: NaN when it is not of that type. */
const readers: Record<Exclude<ColumnType, "text">, (text: string) => number> = {
  number: (text) => (numberPattern.test(text) ? Number(text) : NaN),
  boolean: (text) => (booleanPattern.test(text) ? Number(text.toLowerCase() === "true") : NaN),
  date: parseIsoDate,
};

/** A column made from text, and what was noticed on the way. */
export interface InferredColumn {
  readonly column: Column;
  /** Row of the first value that does not fit a type that was asked for. */
  readonly misfit?: number;
  readonly note?: string;
}

/**
 * Finds the type of a column from its texts (`null` where missing): numbers, true/false, ISO dates, else text. All values must
 * fit. Identifiers with leading zeros or more than 15 digits stay text.
 */
export function inferColumn(name: string, texts: readonly (string | null)[], asked?: ColumnType): InferredColumn {
  if (asked === "text") return { column: new Column(name, "text", texts) };
  if (asked !== undefined) {
    const { data, misfit } = read(texts, readers[asked]);
    return misfit < 0 ? { column: new Column(name, asked, data) } : { column: new Column(name, "text", texts), misfit };
  }
  const first = texts.find((text) => text !== null);
  if (first === undefined) return { column: new Column(name, "text", texts), note: `Column "${name}" is empty.` };
  const candidates = (["number", "boolean", "date"] as const).filter((type) => !Number.isNaN(readers[type](first)));
  for (const type of candidates) {
    const { data, misfit } = read(texts, readers[type]);
    if (misfit >= 0) continue;
    if (type === "number" && texts.some((text) => text !== null && identifierPattern.test(text))) {
      const note = `Column "${name}" stays text: it looks like an identifier (leading zeros or more than 15 digits).`;
      return { column: new Column(name, "text", texts), note };
    }
    return { column: new Column(name, type, data) };
  }
  return { column: new Column(name, "text", texts), note: almostNumeric(name, texts) };
}

function read(texts: readonly (string | null)[], reader: (text: string) => number) {
  const data = new Float64Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row]!;
    data[row] = text === null ? NaN : reader(text);
    if (text !== null && Number.isNaN(data[row])) return { data, misfit: row };
  }
  return { data, misfit: -1 };
}

/** Says so when a few odd values keep a column of numbers from being one. */
function almostNumeric(name: string, texts: readonly (string | null)[]): string | undefined {
  const present = texts.filter((text) => text !== null);
  const odd = present.filter((text) => !numberPattern.test(text));
  if (odd.length === 0 || odd.length * 5 > present.length) return undefined;
  return (
    `Column "${name}" stays text: ${odd.length} of ${present.length} values are not numbers, ` +
    `the first is ${JSON.stringify(odd[0]!.slice(0, 40))}. If they mean "missing", list them in the option "missing".`
  );
}
