import { ParameterError } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";

type Kind = "number" | "boolean" | "string";

/** The labels of one argument, and what it is called. */
export interface NamedLabels {
  readonly name: string;
  readonly labels: readonly Label[];
}

/**
 * Labels that can be compared: "1" and 1 are not, and would silently be counted as different. Truth values among numbers become 1 and 0, as
 * in scikit-learn.
 * @throws ParameterError for text among numbers or truth values
 */
export function comparableLabels<Groups extends readonly NamedLabels[]>(
  ...groups: Groups
): { [Place in keyof Groups]: Label[] } {
  const kinds = new Map<Kind, { name: string; label: Label }>();
  for (const { name, labels } of groups) {
    let last: string | undefined;
    for (const label of labels) {
      if (typeof label === last) continue;
      last = typeof label;
      if (!kinds.has(last as Kind)) kinds.set(last as Kind, { name, label });
    }
  }
  const text = kinds.get("string");
  const other = kinds.get("number") ?? kinds.get("boolean");
  if (text !== undefined && other !== undefined) {
    const [value, word] = [JSON.stringify(text.label), typeof other.label === "number" ? "number" : "truth value"];
    throw new ParameterError(
      `Labels of one kind are needed, but ${text.name} holds text such as ${value} and ${other.name} the ${word} ` +
        `${other.label}. Text and numbers never match: bring both into one form, as with labels.map(String).`,
    );
  }
  const isMixed = kinds.has("number") && kinds.has("boolean");
  const comparable = groups.map(({ labels }) => (isMixed ? labels.map(Number) : (labels as Label[])));
  return comparable as { [Place in keyof Groups]: Label[] };
}
