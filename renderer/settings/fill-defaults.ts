import { isObject, type JsonSchema, resolveReference } from "./validate-json.ts";

/**
 * The data with the schema's defaults where it says nothing, at every depth that the data reaches. Neither is changed.
 *
 * @param root where `$ref` starts; the schema itself by default.
 */
export function fillDefaults(schema: JsonSchema, data: unknown, root: JsonSchema = schema): unknown {
  if (typeof schema["$ref"] === "string") return fillDefaults(resolveReference(schema["$ref"], root), data, root);
  if (Array.isArray(data)) {
    const { items } = schema;
    return isObject(items) ? data.map((item) => fillDefaults(items, item, root)) : structuredClone(data);
  }
  if (!isObject(data)) return data;
  const filled = structuredClone(data);
  for (const [name, property] of Object.entries((schema["properties"] ?? {}) as Record<string, unknown>)) {
    if (!isObject(property)) continue;
    if (filled[name] === undefined && property["default"] !== undefined)
      filled[name] = structuredClone(property["default"]);
    if (filled[name] !== undefined) filled[name] = fillDefaults(property, filled[name], root);
  }
  return filled;
}
