import { accessLogFormat } from "./access-log-format.ts";
import { csvFormat } from "./csv-format.ts";
import type { FileFormat } from "./file-format.ts";
import { jsonFormat, ndjsonFormat } from "./json-format.ts";
import { parquetFormat } from "./parquet-format.ts";
import { xlsxFormat } from "./xlsx-format.ts";

/** All formats. Where several have a signature that fits, the extension decides, and then the order. */
export const fileFormats: readonly FileFormat[] = [
  csvFormat,
  jsonFormat,
  ndjsonFormat,
  parquetFormat,
  xlsxFormat,
  accessLogFormat,
];
