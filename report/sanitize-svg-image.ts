import sanitize from "sanitize-html";

/**
 * An SVG document for use in `<img>`, where browsers run no script and load nothing; without scripts, handlers and
 * foreign content all the same, since readers save and open pictures on their own. Undefined when it is not SVG.
 */
export function sanitizeSvgImage(svg: string): string | undefined {
  const start = svg.search(/<svg[\s>]/);
  if (start < 0) return undefined;
  const clean = sanitize(svg.slice(start), {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    allowedSchemes: ["data"],
    parseStyleAttributes: false,
    parser: { xmlMode: true, decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    nonTextTags: ["script", "foreignObject"],
    exclusiveFilter: ({ tag, text }) =>
      isForbidden(tag) || (localName(tag) === "style" && /@import|url\s*\(|\\|</i.test(text)),
    transformTags: { "*": (tagName, attribs) => ({ tagName, attribs: harmlessAttributes(attribs) }) },
  });
  return clean.startsWith("<svg") ? withNamespaces(clean) : undefined;
}

function localName(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1).toLowerCase();
}

function isForbidden(tag: string): boolean {
  return /^(script|foreignobject|iframe|object|embed|handler|listener|set|animate\w*|a)$/.test(localName(tag));
}

function harmlessAttributes(attributes: sanitize.Attributes): sanitize.Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => {
      const local = localName(name);
      if (local.startsWith("on")) return false;
      if (local === "href" || local === "src") return /^(#|data:image\/(png|jpeg|gif|webp);base64,)/i.test(value);
      return !/url\s*\(\s*["']?(?!\s*["']?#)|javascript:/i.test(value) || name.startsWith("xmlns");
    }),
  );
}

/** An image is a document of its own: unlike SVG inside HTML it must declare its namespaces. */
function withNamespaces(svg: string): string {
  const end = svg.indexOf(">");
  const root = svg.slice(0, end);
  const missing = [
    /\sxmlns=/.test(root) ? "" : ' xmlns="http://www.w3.org/2000/svg"',
    /\sxmlns:xlink=/.test(root) ? "" : ' xmlns:xlink="http://www.w3.org/1999/xlink"',
  ].join("");
  return `<svg${missing}${svg.slice("<svg".length)}`;
}
