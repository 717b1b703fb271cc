import type { Table } from "../../table.ts";
import type { DataFile } from "../data-file.ts";
import type { ReadOptions } from "../read-options.ts";

/** A kind of file that `ulm.data.read` reads. The list of them is `file-formats.ts`. */
export interface FileFormat {
  /** What people call it, and `format` in the options in small letters: "CSV", "Parquet". */
  readonly name: string;
  /** With the dot, in small letters. */
  readonly extensions: readonly string[];
  /**
   * Whether a content that begins with these bytes (up to 64 KiB, unpacked) can only be of this format. It decides over the
   * extension. Text without marks of its own has no signature.
   */
  hasSignature?(head: Uint8Array): boolean;
  /** Resolves to the table with its report. Errors name the file, the place in it, and what to do. */
  read(file: DataFile, options: ReadOptions): Promise<Table>;
}
