import type { DuckDBResult } from "@duckdb/node-api";
import type { BilingualText } from "../../bilingual-html.ts";
import type { Column } from "../../column.ts";
import { createColumnBuilder } from "./column-builder.ts";
import type { DuckDBModule } from "./with-duckdb.ts";

/** Columns of a result, and what was noticed on the way. */
export interface ResultColumns {
  readonly columns: readonly Column[];
  /** Names that had to be changed. */
  readonly repaired: readonly BilingualText[];
  readonly notes: readonly BilingualText[];
}

/** Reads a streaming result, column by column in chunks; no row ever becomes an object. */
export async function readResult(duckdb: DuckDBModule, result: DuckDBResult): Promise<ResultColumns> {
  const builders = result.columnTypes().map((type) => createColumnBuilder(duckdb, type));
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    builders.forEach((builder, index) => chunk.visitColumnValues(index, (value) => builder.add(value)));
  }
  const repaired: BilingualText[] = [];
  const names = uniqueNames(result.columnNames(), repaired);
  const finished = builders.map((builder, index) => builder.finish(names[index]!));
  return {
    columns: finished.map(({ column }) => column),
    repaired,
    notes: finished.flatMap(({ notes }) => notes),
  };
}

/** SQL may call two columns of a result the same; a table may not. */
function uniqueNames(names: readonly string[], repaired: BilingualText[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique) || (unique !== name && names.includes(unique)); copy++)
      unique = `${name}_${copy}`;
    if (unique !== name) {
      repaired.push({
        en: `Another column "${name}" is called "${unique}".`,
        "zh-CN": `另一个“${name}”列称为“${unique}”。`,
      });
    }
    taken.add(unique);
    return unique;
  });
}
