import MarkdownIt from "markdown-it";
import { highlightCode } from "./highlight-code.ts";
import { addMath } from "./math-rule.ts";

export interface Heading {
  level: number;
  text: string;
  anchor: string;
}

export interface RenderedMarkdown {
  /** Not sanitised yet: it holds the source's own HTML. */
  html: string;
  headings: Heading[];
}

const markdown = new MarkdownIt({ html: true, linkify: true, highlight: highlightCode });
// Every image goes through the sanitiser, which knows better which addresses a report can hold.
const validateLink = markdown.validateLink.bind(markdown);
markdown.validateLink = (address) => address.startsWith("data:image/") || validateLink(address);
addMath(markdown);

/** Markdown as HTML. `anchors` holds the anchors already given out on the page; headings get new ones, as Jupyter's. */
export function renderMarkdown(source: string, anchors: Set<string>): RenderedMarkdown {
  const environment = {};
  const tokens = markdown.parse(source, environment);
  const headings: Heading[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open") continue;
    const children = tokens[index + 1]?.children ?? [];
    const text = children
      .map((child) => (child.type === "softbreak" ? " " : child.type === "html_inline" ? "" : child.content))
      .join("")
      .trim();
    const anchor = claimAnchor(text, anchors);
    token.attrSet("id", anchor);
    headings.push({ level: Number(token.tag.slice(1)), text, anchor });
  }
  return { html: markdown.renderer.render(tokens, markdown.options, environment), headings };
}

function claimAnchor(text: string, anchors: Set<string>): string {
  // `ulm-` is for the report's own ids.
  const base = text.replace(/\s+/g, "-").replace(/^ulm-/i, "") || "section";
  let anchor = base;
  for (let copy = 2; anchors.has(anchor); copy++) anchor = `${base}-${copy}`;
  anchors.add(anchor);
  return anchor;
}
