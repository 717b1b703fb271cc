import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { tables, type Cell, type Row, type TableName } from "./tables.ts";

const chunkLength = 1 << 16;

/** Writes every table as CSV in its own file. Rows wait in memory only until the next `drain`. */
export class TableWriter {
  readonly #files = new Map<TableName, { handle: FileHandle; pending: string }>();

  /** Creates the files, and replaces those that are there. */
  static async create(directory: string): Promise<TableWriter> {
    const writer = new TableWriter();
    try {
      for (const name of Object.keys(tables) as TableName[]) {
        const handle = await open(join(directory, `${name}.csv`), "w");
        writer.#files.set(name, { handle, pending: `${Object.keys(tables[name]).join(",")}\n` });
      }
    } catch (error) {
      await writer.#closeFiles();
      throw error;
    }
    return writer;
  }

  write<Name extends TableName>(table: Name, row: Row<Name>): void {
    const columns = Object.keys(tables[table]) as (keyof Row<Name>)[];
    this.#files.get(table)!.pending += `${columns.map((column) => toCell(row[column])).join(",")}\n`;
  }

  /** Waits until the system has taken what is more than a chunk: call it after each user. */
  async drain(limit = chunkLength): Promise<void> {
    for (const file of this.#files.values()) {
      if (file.pending.length < limit) continue;
      await file.handle.writeFile(file.pending);
      file.pending = "";
    }
  }

  /** Closes the files, also when the last rows could not be written. */
  async close(): Promise<void> {
    try {
      await this.drain(1);
    } finally {
      await this.#closeFiles();
    }
  }

  async #closeFiles(): Promise<void> {
    for (const { handle } of this.#files.values()) await handle.close();
  }
}

function toCell(cell: Cell): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
