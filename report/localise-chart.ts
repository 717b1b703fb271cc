import type { Language } from "./language.ts";

export type ChartSource = Record<string, unknown>;

/** True when a chart brings its texts in other languages. */
export function hasTexts(source: ChartSource): boolean {
  return findTexts(source) !== undefined;
}

/** The chart with its texts in `language`, as far as its `usermeta.ulm.texts` (language → text → translation) go. */
export function localiseSpec(source: ChartSource, language: Language): ChartSource {
  const translations = findTexts(source)?.[language];
  if (typeof translations !== "object" || translations === null) return source;
  const table = new Map(Object.entries(translations as Record<string, unknown>));
  const translate = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return table.get(value) ?? value;
    // Rows stay as they are: a translated category would no longer be the one its encodings name.
    if (typeof value !== "object" || value === null || key === "data" || key === "datasets" || key === "usermeta")
      return value;
    if (Array.isArray(value)) return value.map((each) => translate(each, key));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, translate(each, name)]));
  };
  return translate(source, "") as ChartSource;
}

function findTexts(source: ChartSource): Record<string, unknown> | undefined {
  const { usermeta } = source as { usermeta?: { ulm?: { texts?: unknown } } };
  const texts = usermeta?.ulm?.texts;
  return typeof texts === "object" && texts !== null ? (texts as Record<string, unknown>) : undefined;
}
