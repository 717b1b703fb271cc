/** Parameters as people read them: `penalty = "l2", C = 1`; estimators among them with parameters of their own. */
export function paramsText(params: object): string {
  return Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = ${valueText(value)}`)
    .join(", ");
}

/** The value of a parameter as people read it: `"l2"`, `[1, 2]`, `LogisticRegression(C = 1)`. */
export function valueText(value: unknown): string {
  if (typeof value === "function") return value.name || "a function";
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  const { type, params } = describeValue(value);
  if (typeof type === "string" && typeof params === "object" && params !== null)
    return `${type}(${paramsText(params)})`;
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${valueText(inner)}`)
    .join(", ")} }`;
}

/** The class and parameters of a value that has them: an estimator that lives says its parameters; splitters, and estimators in JSON, hold them. */
export function describeValue(value: object): { type?: unknown; params?: unknown } {
  if ("getParams" in value && typeof value.getParams === "function")
    return { type: (value as { type?: unknown }).type, params: value.getParams() };
  if ("toJSON" in value && typeof value.toJSON === "function") return value.toJSON() as object;
  return value;
}
