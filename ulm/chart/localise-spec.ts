import type { VegaLiteSpec } from "./chart.ts";
import type { ChartTexts } from "./language-text.ts";

/** Properties of a Vega-Lite specification that hold words for people. */
const wordProperties = new Set(["title", "subtitle", "text", "description"]);

/**
 * The chart in another language: words for people, category names in inline data and in the lists that order them are replaced as
 * `usermeta.ulm.texts[language]` says. Field names and expressions stay. Without translations it is the specification itself.
 */
export function localiseSpec(spec: VegaLiteSpec, language: string): VegaLiteSpec {
  const texts = (spec.usermeta as { ulm?: { texts?: ChartTexts } } | undefined)?.ulm?.texts?.[language];
  if (texts === undefined) return spec;
  const translate = (text: string) => (Object.hasOwn(texts, text) ? texts[text]! : text);
  return localiseObject(spec, translate) as VegaLiteSpec;
}

type Translate = (text: string) => string;

function localiseObject(value: object, translate: Translate): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (key === "usermeta") return [key, child];
      if (key === "values" && Array.isArray(child)) return [key, child.map((row) => localiseRow(row, translate))];
      if (key === "domain" || key === "sort" || wordProperties.has(key)) return [key, localiseWords(child, translate)];
      return [key, localise(child, translate)];
    }),
  );
}

function localise(value: unknown, translate: Translate): unknown {
  if (Array.isArray(value)) return value.map((item) => localise(item, translate));
  return typeof value === "object" && value !== null ? localiseObject(value, translate) : value;
}

/** A text, a list of texts, or an object with texts inside. */
function localiseWords(value: unknown, translate: Translate): unknown {
  if (typeof value === "string") return translate(value);
  if (Array.isArray(value)) return value.map((item) => localiseWords(item, translate));
  return localise(value, translate);
}

function localiseRow(row: unknown, translate: Translate): unknown {
  if (typeof row === "string") return translate(row);
  if (typeof row !== "object" || row === null) return row;
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [field, typeof value === "string" ? translate(value) : value]),
  );
}
