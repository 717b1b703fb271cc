import { Column } from "./column.ts";
import { Table } from "./table.ts";

/** So much of a value is shown. */
const mostLetters = 40;

/** What kind of thing a value is, for messages about what does not fit: "a Promise", "an array of 3 numbers (1, …)". */
export function spokenValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return `the text ${shortened(JSON.stringify(value))}`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object") return `the ${typeof value} ${String(value)}`;
  if (isPromise(value)) return "a Promise";
  if (value instanceof Column) return `the column "${value.name}" of a table`;
  if (value instanceof Table) return `a Table of the columns ${shortened(value.columnNames.join(", "))}`;
  if (Array.isArray(value)) return spokenArray(value);
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${(value as Float64Array).length} numbers`;
  return `an object with ${shortened(Object.keys(value).join(", ")) || "nothing in it"}`;
}

/** Promises of cells are of a class of their own. */
export function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function spokenArray(values: readonly unknown[]): string {
  if (values.length === 0) return "an empty array";
  const [first] = values;
  if (Array.isArray(first)) return `an array of ${values.length} arrays`;
  if (typeof first === "object" && first !== null) return `an array of ${values.length} objects`;
  const kind = first === null ? "null" : typeof first;
  return `an array of ${values.length} ${kind}s (${shortened(String(first))}, …)`;
}

function shortened(text: string): string {
  return text.length <= mostLetters ? text : `${text.slice(0, mostLetters)}…`;
}
