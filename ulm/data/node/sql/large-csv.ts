import type { BilingualText } from "../../bilingual-html.ts";
import { readBeginning } from "../../read/bulk/read-beginning.ts";
import type { Beginning } from "../../read/bulk/read-beginning.ts";
import { inferColumn } from "../../read/infer-column.ts";
import { ValueRules } from "../../read/value-rules.ts";
import type { DataFile } from "../data-file.ts";
import { quoteName, quoteText } from "../duckdb/quote.ts";
import type { Database } from "../duckdb/with-duckdb.ts";
import { FileError } from "../file-error.ts";

/** Smaller files become tables of ours first, and so are read exactly as everywhere. */
export const largeCsv = 1 << 20;

/** In bytes: DuckDB's threads take a file buffer by buffer, and its own are so large that the only one of a smaller file is left to one thread. */
const sharedFrom = 1 << 25;
/** The least that DuckDB allows: its longest line. */
const smallBuffer = 2_000_000;

/** How the values of a type are plainly written, spaces aside, and what SQL makes of them in a session whose zone is UTC. */
const kinds = {
  number: {
    pattern: "[+-]?([1-9][0-9]{0,14}|0)?(\\.[0-9]*)?|[+-]?([1-9][0-9]{0,14}|0)\\.?",
    type: "double",
    zh: "数值",
  },
  boolean: { pattern: "(?i)true|false", type: "boolean", zh: "布尔值" },
  date: {
    pattern: "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    type: "timestamp with time zone",
    zh: "日期",
  },
};

type Kind = keyof typeof kinds;

/** What the first lines of a file tell. */
interface FirstLines {
  readonly head: Uint8Array;
  readonly beginning: Beginning;
  readonly types: readonly (Kind | "text")[];
}

/** Of the files that were asked last: most are asked more than once. */
const known = new Map<string, FirstLines>();
const mostKnown = 20;

/** `undefined` when they need a closer look than SQL takes. @throws ReadError */
function firstLines({ path, source, head }: DataFile): FirstLines | undefined {
  const before = known.get(path);
  if (before !== undefined && Buffer.compare(before.head, head) === 0) return before;
  const bytes = Buffer.from(head);
  const beginning = readBeginning(bytes, {}, source, (start, end) => bytes.toString("utf8", start, end));
  if (beginning === undefined) return undefined;
  const { header, rows } = beginning;
  const rules = new ValueRules({});
  const data = rows.slice(header.isFirstRow ? 1 : 0).filter((row) => row.length === header.names.length);
  const types = header.names.map((column, index) => {
    const texts = data.map((row) => (rules.isMissing(row[index]!) ? null : row[index]!));
    return inferColumn(column, texts, rules, source).column.type;
  });
  if (known.size >= mostKnown) known.delete(known.keys().next().value!);
  const lines = { head: bytes, beginning, types };
  known.set(path, lines);
  return lines;
}

/**
 * A large text table that SQL reads in passing. Its columns are what its first lines tell; a query that meets a value which is not
 * plainly written as such fails with `misfit`, and the column is text from then on.
 */
export class LargeCsv {
  readonly file: DataFile;
  /** By which queries call it. */
  readonly name: string;
  private readonly beginning: Beginning;
  private readonly types: (Kind | "text")[];
  private readonly misfits: BilingualText[] = [];

  private constructor(name: string, file: DataFile, { beginning, types }: FirstLines) {
    this.name = name;
    this.file = file;
    this.beginning = beginning;
    this.types = [...types];
  }

  /** @param name by which queries call it; `undefined` when its first lines need a closer look than SQL takes @throws ReadError */
  static open(name: string, file: DataFile): LargeCsv | undefined {
    const lines = firstLines(file);
    return lines && new LargeCsv(name, file, lines);
  }

  /** What a careful reader would want to know. */
  get notes(): readonly BilingualText[] {
    return this.misfits;
  }

  /** Makes the table known to SQL. */
  async attach({ connection }: Database): Promise<void> {
    const columns = this.beginning.header.names.map((name, index) => `${this.cell(index)} as ${quoteName(name)}`);
    const view = `create or replace temp view ${quoteName(this.name)} as select ${columns.join(", ")} from ${this.rows()}`;
    await connection.run(view);
    await this.file.reportRead();
  }

  /** Whether an error is about a value of this table that is not of its column's type; the column is text from now on. */
  learnFrom(error: unknown): boolean {
    const [, source, column, value] = misfit.exec(String(error)) ?? [];
    if (source !== this.name) return false;
    const index = Number(column);
    const name = this.beginning.header.names[index]!;
    const seen = JSON.stringify(value!.slice(0, 40));
    this.misfits.push({
      en: `${this.name}: column "${name}" stays text: ${seen} is not plainly written as a ${this.types[index]}.`,
      "zh-CN": `${this.name}：列“${name}”保留为文本：${seen} 不是通常写法的${kinds[this.types[index] as Kind].zh}。`,
    });
    this.types[index] = "text";
    return true;
  }

  private cell(index: number): string {
    const type = this.types[index]!;
    const text = `f${index}`;
    // Spaces around a text do not count; few texts have any.
    if (type === "text") return `case when contains(${text}, ' ') then nullif(trim(${text}), '') else ${text} end`;
    const kind = kinds[type];
    const complaint = `error(${quoteText(`misfit in ${this.name} column ${index}: `)} || ${text})`;
    const value =
      type === "date" ? `coalesce(try_cast(${text} as ${kind.type}), ${complaint})` : `cast(${text} as ${kind.type})`;
    return `case when ${text} is null then null when regexp_full_match(${text}, ${quoteText(` *(?:${kind.pattern}) *`)}) then ${value} else ${complaint} end`;
  }

  private rows(): string {
    const { delimiter, header } = this.beginning;
    const options = [
      "auto_detect = false",
      `columns = {${header.names.map((_, index) => `'f${index}': 'VARCHAR'`).join(", ")}}`,
      `delim = ${quoteText(delimiter)}`,
      `quote = '"', escape = '"'`,
      `header = ${header.isFirstRow}`,
      `nullstr = ['', ${new ValueRules({}).missingTexts.map(quoteText).join(", ")}]`,
      `compression = '${this.file.isGzip ? "gzip" : "none"}'`,
      ...(this.file.size < sharedFrom ? [`buffer_size = ${smallBuffer}`] : []),
    ];
    return `read_csv(${quoteText(this.file.path)}, ${options.join(", ")})`;
  }
}

const misfit = /misfit in (.*) column (\d+): ([^]*)/;

/** Whether DuckDB has met bytes that are not UTF-8. */
export function isEncodingError(error: unknown): boolean {
  return /invalid unicode|not utf-?8|utf-?8 encoded/i.test(error instanceof Error ? error.message : String(error));
}

/** DuckDB's complaints about a line in words that say what to do; everything else as it is. */
export function explainCsv(file: DataFile, cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line === undefined) return cause;
  const reason = /\n(?:Original Line:.*\n)?([^\n]+)/.exec(message)?.[1] ?? "it cannot be read";
  return new FileError(file.source, `line ${line}: ${reason.trim()} Correct the line.`, { cause });
}
