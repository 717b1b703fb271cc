import { inspectText } from "./inspect-text.ts";
import { mimeBundle, type MimeBundle } from "./mime-bundle.ts";

const SCHEMA = /^https?:\/\/vega\.github\.io\/schema\/(vega|vega-lite)\/v(\d+)[^/]*\.json$/;

/** Whether a plain object says by its `$schema` that it is a Vega or Vega-Lite specification. */
export function isVegaSpec(value: unknown): value is { $schema: string } {
  if (value === null || typeof value !== "object") return false;
  const schema: unknown = (value as { $schema?: unknown }).$schema;
  return typeof schema === "string" && SCHEMA.test(schema);
}

/** A chart; a specification without `$schema` is taken for the current Vega-Lite. */
export function vegaBundle(spec: object): MimeBundle {
  const [, language, version] = SCHEMA.exec((spec as { $schema?: string }).$schema ?? "") ?? ["", "vega-lite", "6"];
  const type = `application/vnd.${language.replace("-", "")}.v${version}+json`;
  // A plain-data copy: what is drawn is what the specification was when it was displayed.
  return mimeBundle({ [type]: JSON.parse(JSON.stringify(spec)) as unknown, "text/plain": inspectText(spec) });
}
