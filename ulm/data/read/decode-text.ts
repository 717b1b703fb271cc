import { EncodingError } from "./read-error.ts";

const byteOrderMarks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];
/** Files people open by mistake, by their first bytes, and what to do with them. */
const notText = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    name: "an Excel workbook or a zip archive",
    advice: "Save the sheet as CSV UTF-8 first.",
  },
  { bytes: [0x1f, 0x8b], name: "gzip-compressed", advice: "Decompress it first." },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: "a Parquet file", advice: "Export it as CSV first." },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: "an old Excel workbook", advice: "Save the sheet as CSV UTF-8 first." },
];

/**
 * Decodes a text file: by its byte order mark, else as strict UTF-8, else as GB18030 (what Chinese Excel writes; GBK and GB2312 are
 * parts of it). Never guesses with replacement characters.
 * @param asked an encoding that the user states, any label of the WHATWG Encoding Standard
 * @throws EncodingError
 */
export function decodeText(bytes: Uint8Array, source: string, asked?: string): { text: string; encoding: string } {
  const starts = (mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  const other = notText.find(({ bytes: mark }) => starts(mark));
  if (other !== undefined)
    throw new EncodingError(source, undefined, `this is ${other.name}, not text. ${other.advice}`);
  const encoding = asked ?? byteOrderMarks.find(({ bytes: mark }) => starts(mark))?.encoding;
  if (encoding !== undefined) return { text: decodeStrictly(bytes, encoding, source), encoding };
  for (const candidate of ["utf-8", "gb18030"]) {
    try {
      return {
        text: checkText(new TextDecoder(candidate, { fatal: true }).decode(bytes), source),
        encoding: candidate,
      };
    } catch (error) {
      if (error instanceof EncodingError) throw error;
    }
  }
  throw new EncodingError(
    source,
    lineOfFirstError(bytes),
    'this line is neither UTF-8 nor GB18030. State the encoding, for example { encoding: "windows-1252" }.',
  );
}

function decodeStrictly(bytes: Uint8Array, encoding: string, source: string): string {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new EncodingError(source, undefined, `there is no encoding "${encoding}".`, { cause });
  }
  try {
    return checkText(decoder.decode(bytes), source);
  } catch (cause) {
    if (cause instanceof EncodingError) throw cause;
    throw new EncodingError(
      source,
      undefined,
      `the file is not in ${encoding}. Leave the encoding out to have it found.`,
      {
        cause,
      },
    );
  }
}

function checkText(text: string, source: string): string {
  const position = text.indexOf("\0");
  if (position < 0) return text;
  const line = text.slice(0, position).split("\n").length;
  throw new EncodingError(
    source,
    line,
    "there is a NUL character: this is not a text file, or it is UTF-16 without its mark.",
  );
}

/** The line where UTF-8 first fails, found by halving. */
function lineOfFirstError(bytes: Uint8Array): number {
  const isValid = (end: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValid(middle)) valid = middle;
    else invalid = middle;
  }
  return bytes.subarray(0, valid).reduce((lines, byte) => lines + Number(byte === 10), 1);
}
