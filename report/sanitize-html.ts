import sanitize from "sanitize-html";
import type { StyleClasses } from "./style-classes.ts";

export interface SanitizeOptions {
  /** Where the harmless part of `style` attributes goes. */
  styles: StyleClasses;
  /** Put before ids and references to them, so that two pictures on one page keep their own clip paths. */
  idPrefix?: string;
  /** The `data:` address of an image that is not one already, if it is known. */
  resolveImage?: (source: string) => string | undefined;
  /** What stands in place of an image that the file does not hold. */
  describeMissingImage: (source: string) => string;
}

const htmlTags =
  "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption " +
  "figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark meter ol p pre progress q rp rt ruby s samp section small span " +
  "strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr";
const svgTags =
  "svg g path rect circle ellipse line polyline polygon text tspan textpath defs clippath mask marker pattern symbol use lineargradient " +
  // Inside SVG the parser spells these as the standard does.
  "radialgradient stop title desc textPath clipPath linearGradient radialGradient";
const mathTags =
  "math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose msub msup msubsup " +
  "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr";

const attributes =
  "abbr align alt aria-* border cellpadding cellspacing class colspan datetime dir headers height high href id lang low max min open " +
  "optimum reversed role rowspan scope span src start style title type valign value width " +
  // SVG
  "clip-path clip-rule clippathunits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-style " +
  "font-weight fr fx fy gradienttransform gradientunits letter-spacing marker-end marker-mid marker-start markerheight markerunits " +
  "markerwidth mask maskcontentunits maskunits offset opacity orient paint-order pathlength patterncontentunits patterntransform " +
  "patternunits pointer-events points preserveaspectratio r refx refy rotate rx ry shape-rendering spreadmethod startoffset stop-color " +
  "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width " +
  "text-anchor text-decoration textlength transform vector-effect version viewbox x x1 x2 xlink:href xmlns y y1 y2 " +
  // MathML
  "accent accentunder columnalign columnlines columnspacing columnspan depth display displaystyle encoding fence form frame largeop " +
  "linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing " +
  "rspace scriptlevel separator stretchy symmetric voffset";

/** Our own classes that content may use; any other could borrow the look of the report's controls. */
const classes = [
  "ulm-text",
  "ulm-style-*",
  "ulm-ledger*",
  "ulm-table*",
  "ulm-warning",
  "ulm-model-card",
  "hljs*",
  "language-*",
  "katex*",
  "dataframe",
];

/** Images that a browser decodes as pixels, and SVG, which is inert inside `<img>`. */
const imageAddress = /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)(?:;[\w=-]+)*,[\w+/=%.~!*'()-]*$/i;

/** HTML, SVG or MathML of unknown origin without anything that runs, loads, or reaches out of its place. */
export function sanitizeHtml(html: string, options: SanitizeOptions): string {
  return sanitize(html, {
    allowedTags: `${htmlTags} ${svgTags} ${mathTags}`.split(" "),
    allowedAttributes: { "*": attributes.split(" ") },
    allowedClasses: { "*": classes },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nonTextTags:
      "script style textarea option noscript iframe object embed xmp noembed noframes template head select foreignobject".split(
        " ",
      ),
    transformTags: {
      img: (_tag, found) => harmlessImage(found, options),
      "*": (tag, found) => harmlessElement(tag, found, options),
    },
  });
}

function harmlessElement(tag: string, found: sanitize.Attributes, options: SanitizeOptions): sanitize.Tag {
  const attribs: sanitize.Attributes = {};
  for (const [name, value] of Object.entries(found)) {
    const kept = harmlessAttribute(tag, name, value, options.idPrefix ?? "");
    if (kept !== undefined) attribs[name] = kept;
  }
  const style = found["style"] === undefined ? undefined : options.styles.classFor(found["style"]);
  if (style !== undefined) attribs["class"] = `${attribs["class"] ?? ""} ${style}`.trim();
  return { tagName: tag, attribs };
}

function harmlessAttribute(tag: string, name: string, value: string, idPrefix: string): string | undefined {
  switch (name) {
    case "style":
      return undefined;
    case "id":
      // The report's own ids start with `ulm-`.
      return /^ulm-/i.test(value) || /\s/.test(value) ? undefined : idPrefix + value;
    case "href":
    case "xlink:href":
      if (tag === "a") return name === "href" ? value : undefined;
      return value.startsWith("#") ? `#${idPrefix}${value.slice(1)}` : undefined;
    case "src":
      return tag === "img" ? value : undefined;
    default:
      if (/url\s*\(|\\/i.test(value) && !isProse(name)) {
        return /^url\(\s*["']?#[\w-]+["']?\s*\)$/.test(value)
          ? `url(#${idPrefix}${/#([\w-]+)/.exec(value)![1]})`
          : undefined;
      }
      return value;
  }
}

/** Attributes that hold words for people, where `url(` and backslashes mean nothing. */
function isProse(name: string): boolean {
  return name === "alt" || name === "title" || name.startsWith("aria-");
}

function harmlessImage(attribs: sanitize.Attributes, options: SanitizeOptions): sanitize.Tag {
  const source = attribs["src"] ?? "";
  const address = imageAddress.test(source) ? source : options.resolveImage?.(source);
  if (address !== undefined) return { tagName: "img", attribs: { alt: "", ...attribs, src: address } };
  // sanitize-html escapes the text it is given.
  return { tagName: "em", attribs: {}, text: options.describeMissingImage(attribs["alt"] || source) };
}
