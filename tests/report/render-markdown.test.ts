import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../report/render-markdown.ts";

const html = (source: string) => renderMarkdown(source, new Set()).html;
const formulas = (source: string) =>
  [...html(source).matchAll(/<annotation encoding="application\/x-tex">([^<]*)</g)].map(([, tex]) => tex);

describe("what is maths", () => {
  test.each<[string, string, string[]]>([
    ["inline", "a $x^2$ b", ["x^2"]],
    ["two on a line", "$a$ and $b$", ["a", "b"]],
    ["display within a paragraph", "so $$x$$ is", ["x"]],
    ["display over lines", "$$\nx \\\\\n\ny\n$$", ["x \\\\\n\ny"]],
    ["display after a paragraph", "text\n$$\nx\n$$\nmore", ["x"]],
    ["an environment", "\\begin{aligned}\na &= b\n\\end{aligned}", ["\\begin{aligned}\na &amp;= b\n\\end{aligned}"]],
    ["underscores are not emphasis", "$a_1 + b_1$ and $c_1$", ["a_1 + b_1", "c_1"]],
    ["an escaped dollar inside", "$\\$5 + x$", ["\\$5 + x"]],
    ["beside Chinese", "概率$p$为", ["p"]],
    ["in a table", "|a|\n|-|\n|$x$|", ["x"]],
    ["in a list", "- $$\n  x\n  $$", ["x"]],
  ])("%s", (_name, source, expected) => {
    expect(formulas(source)).toEqual(expected);
  });

  test.each([
    ["money", "It costs $5 and $6."],
    ["money with words between", "from $5 to $10 today"],
    ["escaped", "\\$x\\$"],
    ["space inside", "a $ x $ b"],
    ["in code", "`$x$`"],
    ["in a fence", "```\n$x$\n```"],
    ["alone", "just $ here"],
    ["empty", "$$$$"],
    ["never closed", "$$\nx\n\ny"],
  ])("%s is not", (_name, source) => {
    expect(formulas(source)).toEqual([]);
  });
});

test("TeX that cannot be read is shown as it stands", () => {
  expect(html("a $\\frac{1$ b")).toContain("<code>$\\frac{1$</code>");
});

test("headings get anchors as Jupyter's, each its own", () => {
  const anchors = new Set<string>();
  const { headings } = renderMarkdown("# The *first* one\n\n## 数据\n\n## 数据\n\n# ulm-main", anchors);
  expect(headings).toEqual([
    { level: 1, text: "The first one", anchor: "The-first-one" },
    { level: 2, text: "数据", anchor: "数据" },
    { level: 2, text: "数据", anchor: "数据-2" },
    { level: 1, text: "ulm-main", anchor: "main" },
  ]);
});

test("fences are highlighted in their language", () => {
  expect(html("```ts\nconst x = 1\n```")).toContain('<span class="hljs-keyword">const</span>');
});
