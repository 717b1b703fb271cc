import type { ILatexTypesetter } from "@jupyterlab/rendermime";

const mathematics = /\$|\\\(|\\\[|\\begin\{/;

const delimiters = [
  { left: "$$", right: "$$", display: true },
  { left: "$", right: "$", display: false },
  { left: "\\(", right: "\\)", display: false },
  { left: "\\[", right: "\\]", display: true },
  ...["equation", "equation*", "align", "align*", "gather", "gather*", "alignat", "alignat*", "CD"].map((name) => ({
    left: `\\begin{${name}}`,
    right: `\\end{${name}}`,
    display: true,
  })),
];

/** Typesets TeX between the usual delimiters in an element's text. KaTeX is loaded when the first formula appears. */
export const katexTypesetter: ILatexTypesetter = {
  async typeset(element) {
    if (!mathematics.test(element.textContent ?? "")) return;
    const { default: renderMathInElement } = await import("./katex.ts");
    renderMathInElement(element, {
      delimiters,
      ignoredClasses: ["katex", "cm-editor", "jp-RenderedJSON"],
      throwOnError: false,
      strict: "ignore",
      trust: false,
      maxSize: 50,
      maxExpand: 1000,
    });
  },
};
