import type { BilingualText } from "../bilingual-html.ts";
import { flattenRecord } from "./flatten-record.ts";
import { ReadError } from "./read-error.ts";
import { widestTable } from "./limits.ts";

/** Records gathered column by column; names in the order in which they first occur, absent properties missing. */
export class RecordColumns {
  readonly values = new Map<string, unknown[]>();
  rowCount = 0;
  private readonly repeated = new Set<string>();
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** @param line where the record begins, for messages */
  add(record: object, line?: number): void {
    const row = this.rowCount++;
    flattenRecord(record, (name, value) => {
      let cells = this.values.get(name);
      if (cells === undefined) {
        cells = [];
        this.values.set(name, cells);
        if (this.values.size > widestTable) {
          const problem = `the records have more than ${widestTable} different properties. Are identifiers used as names? Make them values.`;
          throw new ReadError(this.source, line, problem);
        }
      }
      if (cells.length > row) this.repeated.add(name);
      while (cells.length < row) cells.push(null);
      cells[row] = value;
    });
  }

  /** All columns, filled up to the same length. */
  finish(): Map<string, unknown[]> {
    for (const cells of this.values.values()) while (cells.length < this.rowCount) cells.push(null);
    return this.values;
  }

  /** What had to be decided to make columns of the records. */
  get repaired(): BilingualText[] {
    return [...this.repeated].map((name) => ({
      en: `"${name}" occurs twice in a record, as a name and as a path; the last value was kept.`,
      "zh-CN": `“${name}”在一条记录中既是名称又是路径，保留了后一个值。`,
    }));
  }
}
