import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("display", () => {
  it("shows raw content under its MIME type", async () => {
    const done = await kernel.execute(
      "display.html('<b>h</b>'); display.markdown('# m'); display.svg('<svg/>'); display.png(new Uint8Array([137, 80])); display.json({ a: [1] });",
    );
    expect(done.of("display_data").map(({ data }) => data)).toEqual([
      { "text/html": "<b>h</b>" },
      { "text/markdown": "# m" },
      { "image/svg+xml": "<svg/>" },
      { "image/png": "iVA=" },
      { "application/json": { a: [1] } },
    ]);
  });

  it("draws a Vega-Lite specification, as result and by method", async () => {
    const spec = "{ $schema: 'https://vega.github.io/schema/vega-lite/v6.json', mark: 'bar', data: { values: [] } }";
    const result = await kernel.execute(`(${spec})`);
    expect(result.result?.["application/vnd.vegalite.v6+json"]).toMatchObject({ mark: "bar" });
    const shown = await kernel.execute("display.vegaLite({ mark: 'line', data: { values: [] } })");
    expect(shown.of("display_data")[0].data).toHaveProperty(["application/vnd.vegalite.v6+json", "mark"], "line");
  });

  it("asks an object how it wants to be shown, also when that takes time", async () => {
    const code = `class Late { async [Symbol.for("Jupyter.display")]() {
      await new Promise((r) => setTimeout(r, 20));
      return { "text/html": "<i>late</i>", "text/plain": "late" };
    } }
    display(new Late()); display('after'); new Late()`;
    const done = await kernel.execute(code);
    expect(done.of("display_data").map(({ data }) => (data as Record<string, string>)["text/plain"])).toEqual([
      "late",
      "'after'",
    ]);
    expect(done.result).toEqual({ "text/html": "<i>late</i>", "text/plain": "late" });
  });

  it("updates an output in place", async () => {
    const done = await kernel.execute("const handle = display(1); handle.update(2);");
    const [shown] = done.of("display_data");
    const [updated] = done.of("update_display_data");
    expect(updated).toMatchObject({ data: { "text/plain": "2" }, transient: shown.transient });
  });

  it("adds no result of its own to what it shows", async () => {
    for (const code of [
      "display.html('<b>h</b>')",
      "display(1)",
      "display.clear(true)",
      "const kept = display(2); kept",
    ])
      expect((await kernel.execute(code)).of("execute_result")).toEqual([]);
    expect((await kernel.execute("const { update } = kept; update(3); typeof kept.id")).plain).toBe("'string'");
  });

  it("clears the output, at once or when the next one comes", async () => {
    const done = await kernel.execute("display.clear(); display.clear(true);");
    expect(done.of("clear_output")).toEqual([{ wait: false }, { wait: true }]);
  });

  it("shows a table of Arquero as text, too", async () => {
    const code = "aq.table({ id: Array.from({ length: 1234 }, (_, i) => i), 名称: Array(1234).fill('甲') })";
    const { plain } = await kernel.execute(code);
    const lines = String(plain).split("\n");
    expect(lines.slice(0, 3)).toEqual(["id  名称", " 0  甲", " 1  甲"]);
    expect(lines.at(-1)).toBe("1,234 rows × 2 columns (first 20 rows shown)");
    expect((await kernel.execute("aq.table({ a: [1] })")).plain).toBe("a\n1\n1 row × 1 column");
  });

  it("shows rows as a table with first rows, types and size", async () => {
    const done = await kernel.execute(
      "Array.from({ length: 1234 }, (_, i) => ({ id: i, name: `<n${i}>`, when: new Date(0) }))",
    );
    const html = String(done.result?.["text/html"]);
    expect(html).toContain("1,234 rows × 3 columns (first 20 rows shown)");
    expect(html).toMatch(
      /id<br><small[^>]*><span class="ulm-text" lang="en">number<\/span> <span class="ulm-text" lang="zh-CN">数值</,
    );
    expect(html).toMatch(/when<br><small[^>]*><span class="ulm-text" lang="en">date</);
    expect(html).toContain("&#60;n0&#62;");
    expect(html.match(/<tr>/g)).toHaveLength(21);
  });

  it("keeps large values short", async () => {
    const done = await kernel.execute("new Float64Array(1_000_000)");
    expect(String(done.plain)).toContain("more items");
    expect(String(done.plain).length).toBeLessThan(400);
  });

  it("cuts what is long in many small parts", async () => {
    const code = "Array.from({ length: 100 }, () => [Array.from({ length: 100 }, () => 'x'.repeat(90))])";
    const text = String((await kernel.execute(code)).plain);
    expect(text).toMatch(/\n… [\d,]+ more characters$/);
    expect(text.length).toBeLessThan(51_000);
  });

  it("shows values that refuse to be looked at", async () => {
    const refusing = "new Proxy({}, { get(_, key) { throw new Error('no ' + String(key)) } })";
    expect((await kernel.execute(refusing)).reply.status).toBe("ok");
    expect((await kernel.execute("({ get broken() { throw new Error('no') } })")).plain).toBe("{ broken: [Getter] }");
  });

  it("is written for Deno, too", async () => {
    const done = await kernel.execute(
      "await Deno.jupyter.display({ 'text/markdown': '# m' }, { raw: true, display_id: 'd' });\n" +
        "await Deno.jupyter.display(1, { update: true, display_id: 'd' });\nDeno.jupyter.html`<b>${1 + 1}</b>`",
    );
    expect(done.of("display_data")).toEqual([
      { data: { "text/markdown": "# m" }, metadata: {}, transient: { display_id: "d" } },
    ]);
    expect(done.of("update_display_data")).toMatchObject([{ data: { "text/plain": "1" } }]);
    expect(done.result).toEqual({ "text/html": "<b>2</b>", "text/plain": "<b>2</b>" });
    expect((await kernel.execute("'Deno' in globalThis")).plain).toBe("false");
  });

  it("of tslab runs unchanged", async () => {
    const done = await kernel.execute(
      "import * as tslab from 'tslab';\ntslab.display.html('<b>t</b>');\nconst d = tslab.newDisplay();\nd.text('one');\nd.text('two');",
    );
    expect(done.of("display_data").map(({ data }) => data)).toEqual([
      { "text/html": "<b>t</b>" },
      { "text/plain": "one" },
    ]);
    expect(done.of("update_display_data")[0].data).toEqual({ "text/plain": "two" });
  });
});
