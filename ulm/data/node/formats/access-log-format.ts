import { AccessLogReader } from "../../log/access-log-reader.ts";
import { parseLogLine } from "../../log/parse-log-line.ts";
import { readText } from "../read-text.ts";
import type { FileFormat } from "./file-format.ts";

/** What web servers write about each request. */
export const accessLogFormat: FileFormat = {
  name: "Access log",
  extensions: [".log"],
  hasSignature: (head) => parseLogLine(new TextDecoder().decode(head).split("\n", 1)[0]!) !== undefined,
  read: (file, options) => readText(file, options.encoding, () => new AccessLogReader(file.source)),
};
