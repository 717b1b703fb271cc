/**
 * Inline styles as classes. The report's security policy names its style sheet by hash and so forbids `style`
 * attributes; what of them is harmless becomes a rule of that sheet.
 */
export class StyleClasses {
  readonly #names = new Map<string, string>();

  /** The class for the harmless declarations of a `style` attribute; undefined when none is left. */
  classFor(style: string): string | undefined {
    const kept = harmlessDeclarations(style);
    if (kept === "") return undefined;
    const known = this.#names.get(kept);
    if (known !== undefined) return known;
    const name = `ulm-style-${this.#names.size + 1}`;
    this.#names.set(kept, name);
    return name;
  }

  /** The style sheet of all classes given out. A repeated class outranks ordinary rules, as the attribute did. */
  toCss(): string {
    return [...this.#names].map(([declarations, name]) => `.${name}.${name}.${name}{${declarations}}`).join("\n");
  }
}

const properties = new RegExp(
  `^(?:${[
    "color|background|background-color|opacity|visibility|font(?:-(?:family|size|style|weight|variant|variant-numeric))?",
    "text-(?:align|decoration|indent|transform|anchor|overflow)|line-height|letter-spacing|white-space|word-break|overflow-wrap",
    "vertical-align|list-style(?:-type)?|dominant-baseline|paint-order",
    "(?:margin|padding)(?:-(?:top|right|bottom|left|inline|block|inline-start|inline-end|block-start|block-end))?",
    "(?:min-|max-)?(?:width|height|inline-size|block-size)|aspect-ratio|box-sizing|display|overflow(?:-[xy])?",
    "border(?:-(?:top|right|bottom|left))?(?:-(?:width|style|color))?|border-(?:radius|collapse|spacing)|caption-side|table-layout",
    "(?:row-|column-)?gap|flex(?:-(?:basis|direction|flow|grow|shrink|wrap))?|justify-(?:content|items|self)|align-(?:content|items|self)",
    "grid(?:-(?:template-columns|template-rows|column|row|auto-flow))?|columns?(?:-count|-width)?",
    "(?:fill|stroke)(?:-(?:opacity|width|linecap|linejoin|dasharray|dashoffset|miterlimit|rule))?|stop-(?:color|opacity)|clip-rule",
  ].join("|")})$`,
);
const functions = new Set(
  "rgb rgba hsl hsla calc var repeat minmax min max clamp linear-gradient color-mix".split(" "),
);

/** Declarations that can neither reach outside the file nor out of their place on the page. */
function harmlessDeclarations(style: string): string {
  return style
    .split(";")
    .map((declaration) => {
      const colon = declaration.indexOf(":");
      return [declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim()] as const;
    })
    .filter(([property, value]) => properties.test(property) && isHarmlessValue(property, value))
    .map(([property, value]) => `${property}:${value}`)
    .join(";");
}

function isHarmlessValue(property: string, value: string): boolean {
  if (!/^[\w\s.,#%()+*/'"-]+$/.test(value) || value.length > 300 || value.includes("/*")) return false;
  if ((value.match(/'/g)?.length ?? 0) % 2 === 1 || (value.match(/"/g)?.length ?? 0) % 2 === 1) return false;
  if (value.split("(").length !== value.split(")").length) return false;
  if (property.startsWith("margin") && /(^|[\s(])-/.test(value)) return false;
  return [...value.matchAll(/([\w-]*)\s*\(/g)].every(([, name]) => name === "" || functions.has(name!.toLowerCase()));
}
