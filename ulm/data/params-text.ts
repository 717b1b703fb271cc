/** Parameters as people read them: `penalty = "l2", C = 1`; estimators among them with parameters of their own. */
export function paramsText(params: object): string {
  return Object.entries(JSON.parse(JSON.stringify(params)) as Record<string, unknown>)
    .map(([name, value]) => `${name} = ${spoken(value)}`)
    .join(", ");
}

function spoken(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(spoken).join(", ")}]`;
  const { type, params } = value as { type?: unknown; params?: unknown };
  if (typeof type === "string" && typeof params === "object" && params !== null)
    return `${type}(${paramsText(params)})`;
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${spoken(inner)}`)
    .join(", ")} }`;
}
