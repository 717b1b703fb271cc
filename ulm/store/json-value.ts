import { DocumentError } from "./store-error.ts";

/** What a document may hold: what JSON keeps without change. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** A deep copy; properties that are undefined are left out. @throws DocumentError for what JSON would change, naming its place */
export function copyJson(value: unknown, place: string): JsonValue {
  return copyInside(value, place, []);
}

/** @param around the objects and lists that this value is in */
function copyInside(value: unknown, place: string, around: readonly unknown[]): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (around.includes(value)) throw new DocumentError(`${place} contains itself, which JSON cannot keep.`);
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((item, index) => copyInside(item, `${place}[${index}]`, inside));
  if (typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value) as null)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, copyInside(item, `${place}.${key}`, inside)]));
  }
  const advice = value instanceof Date ? " Store text: date.toISOString()." : "";
  const what = typeof value === "object" ? (value.constructor?.name ?? "object") : `${typeof value} (${String(value)})`;
  throw new DocumentError(`${place} is a ${what}, which JSON cannot keep.${advice}`);
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function equalJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const [first, second] = [a as Record<string, JsonValue>, b as Record<string, JsonValue>];
  const keys = Object.keys(first);
  return (
    keys.length === Object.keys(second).length &&
    keys.every((key) => Object.hasOwn(second, key) && equalJson(first[key], second[key]))
  );
}
