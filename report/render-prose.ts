import type { ReportProse } from "./create-report.ts";
import type { Language } from "./language.ts";
import { cleanHtml, type RenderContext } from "./render-context.ts";
import { renderMarkdown, type Heading } from "./render-markdown.ts";

/** A heading for the table of contents; without a language it is listed in all. */
export interface ContentsEntry extends Heading {
  language: Language | undefined;
}

/** A prose cell as HTML, with its headings. */
export function renderProse(cell: ReportProse, context: RenderContext): { html: string; contents: ContentsEntry[] } {
  const { html, headings } =
    cell.format === "html" ? { html: cell.source, headings: [] } : renderMarkdown(cell.source, context.anchors);
  const clean = cleanHtml(html, context, { resolveImage: (source) => findAttachment(source, cell) });
  const isPaired = cell.language !== undefined && context.report.languages.length > 1;
  const attributes = isPaired
    ? `class="cell prose ulm-text" lang="${cell.language}"`
    : `class="cell prose"${cell.language ? ` lang="${cell.language}"` : ""}`;
  return {
    html: `<section ${attributes} id="${cell.anchor}">${clean}</section>`,
    contents: headings.map((heading) => ({ ...heading, language: isPaired ? cell.language : undefined })),
  };
}

/** `attachment:plot.png` as the `data:` address of the picture that the cell carries under that name. */
function findAttachment(source: string, { attachments }: ReportProse): string | undefined {
  if (!source.startsWith("attachment:")) return undefined;
  const bundle = attachments[safeDecode(source.slice("attachment:".length))];
  const [mime, content] =
    Object.entries(bundle ?? {}).find(([type]) => /^image\/(png|jpeg|gif|webp)$/.test(type)) ?? [];
  return typeof content === "string" ? `data:${mime};base64,${content.replace(/[^A-Za-z0-9+/=]/g, "")}` : undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
