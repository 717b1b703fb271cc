import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { languageInfo, kernelspec } from "../../kernel/language-info.ts";
import { expect, test } from "./support/test.ts";

/** Opens a new notebook the way a menu does, and waits until its kernel is there. */
async function newNotebook(page: Page): Promise<void> {
  await choose(page, "File", "New", "Notebook");
  await expect(cell(page, 0)).toBeVisible();
  await idle(page);
}

/** Opens a menu of the menu bar and goes down to one of its items. */
async function choose(page: Page, menu: string, ...labels: string[]): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel").getByText(menu, { exact: true }).click();
  for (const label of labels) await page.locator(".lm-Menu-itemLabel").getByText(label, { exact: true }).last().click();
}

const cell = (page: Page, index: number): Locator => page.locator(".jp-Notebook .jp-CodeCell").nth(index);

const idle = (page: Page): Promise<void> =>
  expect(page.locator(".jp-Notebook-ExecutionIndicator")).toHaveAttribute("data-status", "idle", { timeout: 30_000 });

/** Types a cell's code as a paste does, without brackets that close themselves, and runs it. */
async function run(page: Page, index: number, code: string): Promise<Locator> {
  await cell(page, index).locator(".cm-content").click();
  await page.keyboard.insertText(code);
  await page.keyboard.press("Shift+Enter");
  return cell(page, index).locator(".jp-OutputArea-output");
}

/** Code of a cell that shows a bundle of outputs. */
const display = (bundle: object): string => `({ [Symbol.for("Jupyter.display")]: () => (${JSON.stringify(bundle)}) })`;

const chart = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  title: "Orders",
  usermeta: { ulm: { texts: { "zh-CN": { Orders: "订单" } } } },
  data: { values: "day,orders\n1,3\n2,5\n3,4", format: { type: "csv" } },
  transform: [{ calculate: "datum.orders * 2", as: "twice" }],
  mark: "bar",
  encoding: { x: { field: "day", type: "ordinal" }, y: { field: "twice", type: "quantitative" } },
};

test("runs a new notebook without asking for a kernel, and keeps it over a reload", async ({ page, app, problems }) => {
  await newNotebook(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(await run(page, 0, "const doubled = [1, 2, 3].map((x) => x * 2)\ndoubled")).toHaveText("[ 2, 4, 6 ]");
  await page.keyboard.press("Control+s");
  await page.getByRole("dialog").getByRole("button", { name: "Rename and Save" }).click();
  await expect(page.locator(".jp-mod-dirty")).toHaveCount(0);
  const saved = JSON.parse(await readFile(join(app.workspace, "Untitled.ipynb"), "utf8"));
  expect(saved.metadata).toMatchObject({ kernelspec, language_info: languageInfo });

  await page.reload();
  await expect(cell(page, 0).locator(".cm-content")).toContainText("const doubled");
  await expect(cell(page, 0).locator(".jp-OutputArea-output")).toHaveText("[ 2, 4, 6 ]");
  await idle(page);
  await expect(page.locator(".jp-mod-dirty")).toHaveCount(0);
  // The kernel outlives the page.
  const data = 'const users = await ulm.data.sample("e-commerce_data")\ndoubled.length';
  await expect(await run(page, 1, data)).toHaveText("3");
  // It knows how all results came about, those from before the reload as well.
  await choose(page, "File", "Export Report as HTML…");
  await expect(page.getByText("Report written")).toBeVisible();
  const report = await readFile(join(app.workspace, "Untitled.html"), "utf8");
  expect(report).toMatch(/<li>e-commerce_data\.csv <code class="hash">sha256:[\da-f]{64}</);
  expect(report).toMatch(/<dt>Code cells run<\/dt><dd>2 \/ 2 \(every one, in order\)/);
  expect(problems).toEqual([]);
});

test("draws charts as SVG, interpreting their expressions, and follows the theme", async ({ page, problems }) => {
  await newNotebook(page);
  const output = await run(page, 0, display({ "application/vnd.vegalite.v6+json": chart, "text/plain": "chart" }));
  await expect(output.locator("svg.marks")).toBeVisible();
  // Three bars from inline CSV, which Vega's reader would compile code for.
  await expect(output.locator(".mark-rect.role-mark path")).toHaveCount(3);
  await expect(output).toContainText("Orders");
  const title = output.locator(".role-title-text text");
  const byDay = await title.getAttribute("fill");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(title).not.toHaveAttribute("fill", byDay!);
  expect(problems).toEqual([]);
});

test("refuses charts that would fetch something, and says so", async ({ page }) => {
  await newNotebook(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const fetching = { ...chart, data: { url: "/files/Untitled.ipynb" } };
  const output = await run(page, 0, display({ "application/vnd.vegalite.v6+json": fetching, "text/plain": "chart" }));
  await expect(output.locator("svg.marks, .ulm-Chart-problem").first()).toBeVisible();
  expect(requests.filter((url) => url.includes("/files/"))).toEqual([]);
});

test("interrupts a loop and goes on with the session's values", async ({ page }) => {
  await newNotebook(page);
  await run(page, 0, "const kept = 42");
  await idle(page);
  const output = await run(page, 1, "console.log('started'); while (true) {}");
  // The star alone says only that the request left the window.
  await expect(output).toContainText("started");
  await expect(cell(page, 1).locator(".jp-InputPrompt")).toHaveText("[*]:");
  await page.getByRole("button", { name: "Interrupt the kernel" }).click();
  await expect(cell(page, 1).locator(".jp-OutputArea-output").last()).toContainText("interrupted");
  await expect(await run(page, 2, "kept")).toHaveText("42");
});

test("completes with types, and shows a function's documentation", async ({ page }) => {
  await newNotebook(page);
  await run(page, 0, "/** Adds two numbers. */ function add(a: number, b: number) { return a + b }");
  await idle(page);
  await cell(page, 1).locator(".cm-content").click();
  await page.keyboard.type('"text".padS', { delay: 30 });
  await expect(page.locator(".jp-Completer-item").getByText("padStart")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(cell(page, 1).locator(".cm-content")).toContainText('"text".padStart');
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("add(1");
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(".jp-Tooltip")).toContainText("Adds two numbers.");
});

test("runs scripted HTML of its own cells in a sandbox only", async ({ page, problems }) => {
  await newNotebook(page);
  const html = `<p id="said">nothing</p><script>
    let reach = "nothing else";
    try { reach = parent.document.title; } catch { /* as it should be */ }
    document.getElementById("said").textContent = "42, and " + reach;
  </script>`;
  await run(page, 0, display({ "text/html": html }));
  await expect(page.frameLocator("iframe.ulm-Sandbox").locator("#said")).toHaveText("42, and nothing else");
  expect(problems).toEqual([]);
});

test.describe("a notebook from elsewhere", () => {
  const html = `<p>hello</p><img src="x" onerror="document.title='taken'"><script>document.title='taken'</script>`;
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec, language_info: languageInfo },
    cells: [
      { cell_type: "markdown", id: "m", metadata: {}, source: "Formula: $e^{i\\pi} + 1 = 0$ ![dot](dot.png)" },
      {
        cell_type: "code",
        id: "c",
        metadata: { trusted: true },
        source: "1",
        execution_count: 1,
        outputs: [{ output_type: "display_data", metadata: {}, data: { "text/html": html } }],
      },
    ],
  };
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  test.use({
    files: {
      "dot.png": Buffer.from(dot, "base64"),
      "found.ipynb": JSON.stringify(notebook),
      "rows.csv": "name,age\n退货,2\n",
    },
  });

  test("opens unmodified, typesets mathematics and runs nothing", async ({ page }) => {
    await page.getByText("found.ipynb").dblclick();
    await expect(page.locator(".jp-RenderedMarkdown .katex").first()).toBeVisible();
    await expect(page.locator(".jp-OutputArea-output")).toContainText("hello");
    await idle(page);
    await expect(page.locator(".jp-mod-dirty")).toHaveCount(0);
    await expect(page.locator("iframe.ulm-Sandbox")).toHaveCount(0);
    expect(await page.title()).not.toContain("taken");
    // Local pictures of prose are found beside the notebook.
    await expect(page.locator(".jp-RenderedMarkdown img")).toHaveJSProperty("naturalWidth", 1);
  });

  test("is trusted when the user says so, and stays it", async ({ page }) => {
    await page.getByText("found.ipynb").dblclick();
    await idle(page);
    await page.evaluate(() => {
      const { ulmNotebook } = window as unknown as { ulmNotebook: { commands: { execute(id: string): unknown } } };
      void ulmNotebook.commands.execute("notebook:trust");
    });
    const kept = page.waitForResponse((response) => response.url().includes("/ulm/api/trust"));
    await page.locator(".jp-Dialog .jp-mod-accept").click();
    expect((await kept).ok()).toBe(true);
    await page.reload();
    await expect(page.locator("iframe.ulm-Sandbox")).toHaveCount(1);
    expect(await page.title()).not.toContain("taken");
  });

  test("asks before it overwrites what another program wrote", async ({ page, app }) => {
    await page.getByText("found.ipynb").dblclick();
    await idle(page);
    await run(page, 0, " + 1");
    await writeFile(join(app.workspace, "found.ipynb"), JSON.stringify({ ...notebook, cells: [] }));
    await page.keyboard.press("Control+s");
    await expect(page.getByRole("dialog")).toContainText("has changed on disk");
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(JSON.parse(await readFile(join(app.workspace, "found.ipynb"), "utf8")).cells).toEqual([]);
  });

  test("shows a CSV file as a table", async ({ page }) => {
    await page.getByText("rows.csv").dblclick();
    await expect(page.locator(".jp-CSVViewer .lm-DataGrid")).toBeVisible();
  });
});

test("changes a setting in the settings editor and remembers it", async ({ page, problems }) => {
  await choose(page, "Settings", "Settings Editor");
  await page.locator('input[placeholder="Search settings…"]').fill("Show cell toolbar");
  await page.getByRole("tab", { name: "Cell Toolbar" }).click();
  const box = page.getByLabel("Show cell toolbar");
  await expect(box).toBeChecked();
  const saved = page.waitForResponse(
    (response) => response.request().method() === "PUT" && response.url().includes("cell-toolbar"),
  );
  await box.uncheck();
  expect((await saved).status()).toBe(204);
  await page.reload();
  await expect(page.getByLabel("Show cell toolbar")).not.toBeChecked();
  expect(problems).toEqual([]);
});
