import { inspect } from "node:util";
import { clipText } from "../../clip.ts";
import { tensorText } from "./tensor-text.ts";

const OPTIONS = {
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 100,
  compact: 3,
} as const;

/** Characters; an object of many long parts is cut there. */
const LIMIT = 50_000;

/** The `text/plain` of a value: `util.inspect` with limits, so that a large value costs neither time nor screen. */
export function inspectText(value: unknown): string {
  try {
    const text =
      tensorText(value) ?? inspect(value, ArrayBuffer.isView(value) ? { ...OPTIONS, maxArrayLength: 20 } : OPTIONS);
    return clipText(text, LIMIT);
  } catch (error) {
    // A proxy or a throwing getter: the value cannot be shown, and the cell did not fail because of it.
    return `[value that cannot be shown: ${error instanceof Error ? error.message : String(error)}]`;
  }
}
