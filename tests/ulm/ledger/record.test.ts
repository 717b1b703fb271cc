import { describe, expect, test } from "vitest";
import { LEDGER_MEDIA_TYPE, record, type LedgerSpec, type RecordedEntry } from "ulm/ledger";

const spec: LedgerSpec = {
  id: "W07b",
  source: { article: "002", section: "4.2" },
  printed: 20,
  computed: 4000 / 200,
  tolerance: 0.5,
  derivation: { en: "4000 / 200", "zh-CN": "4000 ÷ 200" },
};

function shown(entry: RecordedEntry): Record<string, unknown> {
  const display = Reflect.get(entry, Symbol.for("Jupyter.display")) as () => Record<string, unknown>;
  return display.call(entry);
}

describe("the verdict", () => {
  test("follows from the figures", () => {
    expect(record(spec).verdict).toBe("matches");
    expect(record({ ...spec, computed: 20.4 }).verdict).toBe("matches");
    expect(record({ ...spec, computed: 20.6 }).verdict).toBe("article-in-error");
  });

  test("asks every named figure to match", () => {
    const printed = { retention: 0.8, churn: 0.2 };
    expect(record({ ...spec, printed, computed: { churn: 0.2, retention: 0.8 }, tolerance: 0 }).verdict).toBe(
      "matches",
    );
    expect(record({ ...spec, printed, computed: { churn: 0.3, retention: 0.8 }, tolerance: 0.05 }).verdict).toBe(
      "article-in-error",
    );
  });

  test("compares texts for equality", () => {
    const texts = { ...spec, printed: "item 1", tolerance: undefined };
    expect(record({ ...texts, computed: "item 1" }).verdict).toBe("matches");
    expect(record({ ...texts, computed: "item 2" }).verdict).toBe("article-in-error");
  });

  test("is not-reproducible only with a reason", () => {
    const entry = record({ ...spec, computed: 3, notReproducible: { en: "No data given.", "zh-CN": "未给出数据。" } });
    expect(entry.verdict).toBe("not-reproducible");
    expect(entry.reason?.en).toBe("No data given.");
  });
});

describe("a faulty entry is refused", () => {
  test.each([
    [
      "a figure that was not computed",
      { printed: { a: 1, b: 2 }, computed: { a: 1 } },
      /W07b.*"b" is printed but not computed/,
    ],
    [
      "a figure that was not printed",
      { printed: { a: 1 }, computed: { a: 1, b: 2 } },
      /"b" is computed but not printed/,
    ],
    ["a figure that is not finite", { computed: NaN }, /computed figure is NaN/],
    ["numbers without tolerance", { tolerance: undefined }, /need a tolerance/],
    ["a negative tolerance", { tolerance: -1 }, /tolerance is -1/],
  ])("%s", (_, change, message) => {
    expect(() => record({ ...spec, ...change })).toThrow(message);
  });
});

describe("display", () => {
  test("carries the entry as JSON, without the display function", () => {
    const data = shown(record(spec));
    expect(JSON.parse(JSON.stringify(data[LEDGER_MEDIA_TYPE]))).toEqual({ ...spec, verdict: "matches" });
  });

  test("shows both languages, marked", () => {
    const html = shown(record({ ...spec, smallestChange: { en: "None.", "zh-CN": "无。" } }))["text/html"];
    expect(html).toContain('<span class="ulm-text" lang="en">✓ Matches the article</span>');
    expect(html).toContain('<span class="ulm-text" lang="zh-CN">✓ 与文章一致</span>');
    expect(html).toContain('lang="zh-CN">无。</span>');
    expect(html).not.toMatch(/style=|color/);
  });

  test("escapes what it is given", () => {
    const hostile = `<img src=x onerror="alert('&')">`;
    const html = shown(
      record({
        ...spec,
        id: hostile,
        source: { article: hostile, section: hostile },
        printed: { [hostile]: hostile },
        computed: { [hostile]: hostile },
        derivation: { en: hostile, "zh-CN": hostile },
      }),
    )["text/html"] as string;
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;");
  });

  test("reads as plain text", () => {
    expect(shown(record({ ...spec, printed: { ratio: 19 }, computed: { ratio: 1 / 3 } }))["text/plain"]).toBe(
      "W07b (002 §4.2) ✗ The article is in error\n  ratio: printed 19, computed 0.33333",
    );
  });
});
