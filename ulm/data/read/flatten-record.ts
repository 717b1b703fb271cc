/** Deeper objects become JSON text. */
const deepest = 8;

/**
 * The cells of a nested record: `{ user: { city: "Lyon" }, tags: ["a"] }` has "user.city" and "tags", whose value is the JSON text
 * of the list.
 * @param onCell called for each cell in order; a name may come twice
 */
export function flattenRecord(
  record: object,
  onCell: (name: string, value: unknown) => void,
  prefix = "",
  depth = 1,
): void {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof value !== "object" || value === null) onCell(name, value);
    else if (Array.isArray(value) || depth === deepest) onCell(name, JSON.stringify(value));
    else flattenRecord(value as object, onCell, name, depth + 1);
  }
}
