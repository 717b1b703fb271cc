/** What a place in a file is counted in. */
export type PlaceUnit = "line" | "record";

/** The content of a file cannot be read as data; the message names the file, the place, and what to do. */
export class ReadError extends Error {
  override readonly name: string = "ReadError";
  /** The file, as it was asked for. */
  readonly source: string;
  /** The line in the file, or the record, from 1, where there is one to blame. */
  readonly line: number | undefined;

  constructor(
    source: string,
    line: number | undefined,
    problem: string,
    options: ErrorOptions & { unit?: PlaceUnit } = {},
  ) {
    const { unit = "line" } = options;
    super(line === undefined ? `${source}: ${problem}` : `${source}, ${unit} ${line}: ${problem}`, options);
    this.source = source;
    this.line = line;
  }
}

/** A line has more or fewer fields than the header. */
export class RaggedRowError extends ReadError {
  override readonly name = "RaggedRowError";
}

/** A quoted field is never closed, or goes on after its closing quote. */
export class QuoteError extends ReadError {
  override readonly name = "QuoteError";
}

/** The first line holds data instead of column names. */
export class HeaderError extends ReadError {
  override readonly name = "HeaderError";
}

/** There is nothing in the file. */
export class EmptyFileError extends ReadError {
  override readonly name = "EmptyFileError";
}

/** The bytes are not text, or not in the stated encoding. */
export class EncodingError extends ReadError {
  override readonly name = "EncodingError";
}

/** A value does not fit the type asked for its column. */
export class ValueTypeError extends ReadError {
  override readonly name = "ValueTypeError";
}

/** Text is not JSON, or there is no table in it. */
export class JsonError extends ReadError {
  override readonly name = "JsonError";
}

/** Dates of a column can be read in two ways, and nothing in the column tells which is meant. */
export class AmbiguousDateError extends ReadError {
  override readonly name = "AmbiguousDateError";
}
