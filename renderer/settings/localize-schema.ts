import { isObject } from "./validate-json.ts";

/** Looks a text up; `context` is `schema` for titles and descriptions, `menu` for menu labels. */
export type Translate = (context: "schema" | "menu", text: string) => string;

/** Keywords whose value is data, not description. */
const opaque = new Set(["default", "enum", "const", "examples", "jupyter.lab.shortcuts", "jupyter.lab.transform"]);

/** A settings schema with its titles, descriptions and menu labels translated. The schema itself is not changed. */
export function localizeSchema<Part>(schema: Part, translate: Translate): Part {
  return visit(schema, translate, false) as Part;
}

function visit(part: unknown, translate: Translate, inMenus: boolean): unknown {
  if (Array.isArray(part)) return part.map((item) => visit(item, translate, inMenus));
  if (!isObject(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (opaque.has(key)) return [key, value];
      if (typeof value !== "string") return [key, visit(value, translate, inMenus || key === "jupyter.lab.menus")];
      if (inMenus && key === "label") return [key, translate("menu", value)];
      if (!inMenus && (key === "title" || key === "description")) return [key, translate("schema", value)];
      return [key, value];
    }),
  );
}
