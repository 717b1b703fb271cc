import { markedEncoding } from "../../read/encodings.ts";

/** Files people open by mistake, by their first bytes (in hex), and what to do with them. */
const foreignFiles: readonly { readonly start: string; readonly name: string; readonly advice: string }[] = [
  { start: "504b0304", name: "an Excel workbook or a zip archive", advice: "Read workbooks with ulm.data.read." },
  { start: "50415231", name: "a Parquet file", advice: "Read it with ulm.data.read." },
  { start: "d0cf11e0", name: "an old Excel workbook", advice: "Save it as .xlsx first." },
  { start: "25504446", name: "a PDF document", advice: "Export its tables as CSV first." },
  { start: "53514c69746520666f726d6174", name: "an SQLite database", advice: "Export its tables as CSV first." },
  { start: "4152524f5731", name: "an Arrow file", advice: "Export it as CSV first." },
  { start: "28b52ffd", name: "compressed with Zstandard", advice: "Decompress it first." },
  { start: "425a68", name: "compressed with bzip2", advice: "Decompress it first." },
  { start: "fd377a585a00", name: "compressed with xz", advice: "Decompress it first." },
  { start: "377abcaf271c", name: "a 7-Zip archive", advice: "Unpack it first." },
  { start: "52617221", name: "a RAR archive", advice: "Unpack it first." },
  { start: "89504e47", name: "a picture", advice: "Name a file of data." },
  { start: "ffd8ff", name: "a picture", advice: "Name a file of data." },
  { start: "47494638", name: "a picture", advice: "Name a file of data." },
  { start: "1f8b", name: "gzip-compressed twice", advice: "Decompress it once first." },
];

/** Markup, by what it begins with. Shops and banks export tables as web pages and call them .xls. */
const foreignTexts: readonly { readonly start: RegExp; readonly name: string; readonly advice: string }[] = [
  {
    start: /^<(?:!doctype\s+html|html|head|body|meta|table|div)\b/i,
    name: "a web page (HTML)",
    advice: "Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
  },
  {
    start: /^(?:<\?mso-application|<\?xml[^]{0,400}<(?:ss:)?workbook)\b/i,
    name: "an Excel workbook in XML",
    advice: "Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.",
  },
  {
    start: /^<(?:\?xml|!doctype|svg|rss)\b/i,
    name: "an XML file",
    advice: "Export its records as CSV or JSON first.",
  },
];

/** What is wrong with a file that begins with these bytes, and what to do; `undefined` when it may be a file of data. */
export function foreignFile(head: Uint8Array): string | undefined {
  const found = foreignFiles.find(({ start }) =>
    Buffer.from(start, "hex").every((byte, index) => head[index] === byte),
  );
  if (found !== undefined) return `this is ${found.name}, not text. ${found.advice}`;
  const text = new TextDecoder(markedEncoding(head)).decode(head.subarray(0, 1024)).trimStart();
  const markup = foreignTexts.find(({ start }) => start.test(text));
  return markup && `this is ${markup.name}, not a table of text. ${markup.advice}`;
}
