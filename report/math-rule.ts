import katex from "katex";
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { escapeHtml } from "./escape-html.ts";

/** TeX as MathML, which browsers draw without fonts or scripts of ours. What TeX cannot read is shown as it stands. */
export function renderMath(tex: string, displayMode: boolean): string {
  try {
    return katex.renderToString(tex.trim(), {
      displayMode,
      output: "mathml",
      strict: "ignore",
      trust: false,
      maxExpand: 1000,
      maxSize: 50,
    });
  } catch {
    const source = displayMode ? `$$${tex}$$` : `$${tex}$`;
    return displayMode ? `<pre><code>${escapeHtml(source)}</code></pre>` : `<code>${escapeHtml(source)}</code>`;
  }
}

/**
 * Teaches markdown-it `$…$`, `$$…$$` and `\begin{…}…\end{…}`. An inline formula must begin and end with something else
 * than a space, and no digit may follow it, so that "$5 and $6" stays money.
 */
export function addMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("escape", "math_inline", readInlineMath);
  markdown.block.ruler.before("fence", "math_block", readMathBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  markdown.renderer.rules["math_inline"] = (tokens, index) => renderMath(tokens[index]!.content, false);
  markdown.renderer.rules["math_display"] = (tokens, index) => renderMath(tokens[index]!.content, true);
}

function readInlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const fence = src.startsWith("$$", pos) ? "$$" : "$";
  const start = pos + fence.length;
  const end = findFence(src, fence, start);
  if (end < 0) return false;
  const content = src.slice(start, end);
  if (content.trim() === "") return false;
  if (fence === "$" && (/^\s|\s$/.test(content) || /\d/.test(src[end + 1] ?? ""))) return false;
  if (!silent) state.push(fence === "$" ? "math_inline" : "math_display", "math", 0).content = content;
  state.pos = end + fence.length;
  return true;
}

/** The next fence that no backslash escapes; a lone `$` does not close `$$`, nor `$$` a lone one. */
function findFence(source: string, fence: string, start: number): number {
  for (let at = start; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (source.startsWith(fence, at)) return at;
  }
  return -1;
}

function readMathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineText = (line: number) => state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]!);
  const first = lineText(startLine).trim();
  const environment = /^\\begin\{([a-zA-Z]+\*?)\}/.exec(first);
  const isDollars = first.startsWith("$$");
  if (!isDollars && environment === null) return false;
  const closing = isDollars ? "$$" : `\\end{${environment![1]}}`;
  const lines: string[] = [];
  for (let line = startLine; line < endLine; line++) {
    const text = line === startLine && isDollars ? first.slice(2) : lineText(line);
    if (line > startLine && text.trim() === "" && !isDollars) return false;
    if (text.trimEnd().endsWith(closing)) {
      if (isDollars && lines.join("").trim() === "" && text.trim() === closing) return false;
      if (silent) return true;
      lines.push(isDollars ? text.trimEnd().slice(0, -closing.length) : text);
      const token = state.push("math_display", "math", 0);
      token.block = true;
      token.map = [startLine, line + 1];
      token.content = lines.join("\n");
      state.line = line + 1;
      return true;
    }
    if (isDollars && text.includes("$$")) return false; // Prose follows the formula: the inline rule's business.
    lines.push(text);
  }
  return false;
}
