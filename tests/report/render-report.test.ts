import { beforeAll, describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { renderReport } from "../../report/index.ts";
import buildRuntime from "../../scripts/build/report-runtime.mjs";
import { bilingualLines, scatter } from "../fixtures/report/charts.ts";
import { code, data, markdown, notebook } from "../fixtures/report/cells.ts";
import { hostile, hostileOutputs, hostileProse } from "../fixtures/report/hostile.ts";
import { stamp, tour } from "../fixtures/report/tour.ts";

beforeAll(() => buildRuntime());

/** What the notebook contributed to the page. */
async function mainOf(book: unknown, language: "en" | "zh-CN" = "en"): Promise<string> {
  const html = await renderReport(book, { language });
  return /<main[^>]*>([^]*)<\/main>/.exec(html)![1]!;
}

describe("the tour", () => {
  let html: string;
  beforeAll(async () => {
    html = await renderReport(tour, { language: "en", stamp });
  });

  test("its policy names every script and style sheet by hash and allows no request", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => hash(text!));
    const [style] = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => hash(text!));
    expect(scripts).toHaveLength(2);
    expect(policy).toBe(
      `default-src 'none'; script-src ${scripts.join(" ")}; style-src ${style}; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/\sstyle="/);
  });

  test("both languages are in it, each marked", () => {
    expect(html).toContain('<html lang="en" data-language="en"');
    expect(html).toMatch(/<section class="cell prose ulm-text" lang="zh-CN" id="ulm-cell-2">/);
    expect(html).toContain('data-title-zh-cn="流失：这位用户会离开吗？"');
    expect(html).toMatch(/ulm-text" lang="zh-CN" data-chart="[^"]+"><div class="chart-still"><svg[^]*?每月订单数/);
  });

  test("outputs come in their richest form", () => {
    expect(html).toContain('<span class="ansi-green-fg">read</span>');
    expect(html).toContain('<td class="ulm-style-1">12.50</td>');
    expect(html).toMatch(/<img alt="" src="data:image\/svg\+xml;base64,/);
    expect(html).toContain("<strong>Markdown</strong> output");
    expect(html).toContain('<span class="json-key">auc</span> <span class="json-number">0.845</span>');
    expect(html).toContain('<img alt="a dot" src="data:image/png;base64,iVBOR');
  });

  test("it says where the numbers come from and what to distrust", () => {
    expect(html).toContain("How these numbers came about");
    expect(html).toContain("2026-01-05 10:20:30 UTC");
    expect(html).toContain("sha256:9f86d081");
    expect(html).toMatch(/Not executed:.*?<a href="#ulm-cell-14">/);
    expect(html).toMatch(/Run out of order.*?<a href="#ulm-cell-13">/);
  });

  test("the ledger is summed up, the exercise not attempted is called so, tags are obeyed", () => {
    expect(html).toMatch(/<th scope="row"><a href="#ulm-cell-12">W01<\/a><\/th><td>0.62<\/td><td>0.61774<\/td>/);
    expect(html).toMatch(/<code>churn-1<\/code> · <strong>.*not attempted/);
    expect(html).toContain("kept output");
    expect(html).not.toContain("secret()");
    expect(html).not.toContain("gone");
  });
});

test("a notebook of one language has no language switch, one without charts no chart runtime", async () => {
  const html = await renderReport(notebook([markdown("# Hello"), code("1 + 1", 1)]), { language: "zh-CN" });
  expect(html).not.toContain('data-choose-language="');
  expect(html).not.toContain('class="ulm-text"');
  expect(html).toContain('<html lang="zh-CN"');
  expect(html).toContain("这些数字是怎么来的");
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(Buffer.byteLength(html)).toBeLessThan(30_000);
});

test("equal charts and equal data are carried once", async () => {
  const output = data({ "application/vnd.vegalite.v6+json": bilingualLines });
  const html = await renderReport(notebook([code("a", 1, [output]), code("b", 2, [output])]), { language: "en" });
  const block = JSON.parse(/id="ulm-charts">([^]*?)<\/script>/.exec(html)![1]!) as { specs: object; datasets: object };
  expect(Object.keys(block.specs)).toHaveLength(1);
  expect(Object.keys(block.datasets)).toHaveLength(1);
  expect(html.match(/data-chart="/g)).toHaveLength(2);
});

test("ten charts of a hundred points are about a megabyte", async () => {
  const charts = Array.from({ length: 10 }, (_, seed) =>
    code("chart", seed + 1, [data({ "application/vnd.vegalite.v6+json": scatter(100, seed) })]),
  );
  const size = Buffer.byteLength(await renderReport(notebook(charts), { language: "en" }));
  expect(size).toBeLessThan(1_100_000);
});

describe("nothing hostile survives", () => {
  const dangers: [string, RegExp][] = [
    [
      "an element that runs or loads",
      /<(?:script|style|iframe|object|embed|base|meta|link|form|input|button|template|foreignobject|animate)\b/i,
    ],
    ["a handler", /<[^>]*\son\w+\s*=/i],
    ["a script link", /<[^>]*\s(?:href|xlink:href|src|action)\s*=\s*["']?\s*(?:javascript|vbscript|data:text)/i],
    ["a remote resource", /<(?:img|image|use|source)[^>]*(?:https?:)?\/\/evil/i],
    ["a style attribute", /<[^>]*\sstyle\s*=/i],
    ["an id or class of the page", /<p[^>]*(?:id="ulm-charts"|class="[^"]*(?:bar|skip))/],
  ];
  // Attribute values and text are escaped, so a tag's text runs from `<` to the next `>`.
  const expectHarmless = (html: string) => {
    for (const [danger, pattern] of dangers) expect(pattern.exec(html)?.[0], danger).toBeUndefined();
  };

  test.each(Object.entries(hostileProse))("prose: %s", async (_name, source) => {
    expectHarmless(await mainOf(notebook([markdown(source)])));
  });

  test.each(Object.entries(hostileOutputs))("output: %s", async (_name, bundle) => {
    expectHarmless(await mainOf(notebook([code("x", 1, [data(bundle)])])));
  });

  test("all together, the file holds its own scripts only and its data cannot end their element", async () => {
    const html = await renderReport(hostile, { language: "en" });
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<\/script/g)).toHaveLength(3);
    expect(html.match(/<style|<\/style/g)).toHaveLength(2);
  });

  test("what is harmless beside it is kept, and what is refused is said", async () => {
    const main = await mainOf(hostile);
    expect(main).toContain("<b>kept</b>");
    expect(main).toContain("before  after");
    expect(main).toContain("Image not in this file: https://evil.example/beacon.png");
    expect(main).toContain("a report loads nothing");
    expect(main).toContain("A scripted output is not run in a report.");
  });
});
