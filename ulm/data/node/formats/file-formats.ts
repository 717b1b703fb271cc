import { csvFormat } from "./csv-format.ts";
import type { FileFormat } from "./file-format.ts";
import { jsonFormat, ndjsonFormat } from "./json-format.ts";
import { parquetFormat } from "./parquet-format.ts";

/** All formats, those first whose signature is hardest to mistake. The first one, CSV, is what text without an extension is. */
export const fileFormats: readonly FileFormat[] = [csvFormat, ndjsonFormat, jsonFormat, parquetFormat];
