import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { notebookFile } from "./support/notebook-file.ts";
import { cell, execute, openNotebook, output } from "./support/notebook-page.ts";
import { expect, test } from "./support/test.ts";

test.use({
  files: {
    "rules.ts": "export const limit = 90;\n",
    "rules.ipynb": notebookFile([
      'import { limit } from "./rules.ts"\nlimit',
      "const twice = limit * 2\ntwice",
      "1 + 1",
    ]),
  },
});

test("cells that took a module which was edited since say so once the window is looked at, and are run on demand", async ({
  page,
  app,
  problems,
}) => {
  await openNotebook(page, "rules.ipynb");
  await execute(page, "notebook:run-all-cells");
  await expect(output(page, 2)).toHaveText("2");
  await expect(page.locator(".ulm-stale")).toHaveCount(0);

  await writeFile(join(app.workspace, "rules.ts"), "export const limit = 30;\n");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(cell(page, 0).locator(".ulm-stale")).toHaveText("stale: rules.ts was edited");
  await expect(cell(page, 1).locator(".ulm-stale")).toHaveText("stale: limit changed in cell [1]");
  await expect(page.locator(".ulm-stale")).toHaveCount(2);
  await expect(output(page, 1)).toHaveText("180");
  await page.screenshot({ path: test.info().outputPath("edited.png") });

  await execute(page, "ulm:run-stale-cells");
  await expect(output(page, 1)).toHaveText("60");
  await expect(page.locator(".ulm-stale")).toHaveCount(0);

  // Edited in the app itself: the notebook is looked at again when its tab is.
  await page.locator(".jp-DirListing-item").getByText("rules.ts", { exact: true }).dblclick();
  const editor = page.locator(".jp-FileEditor .cm-content");
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("export const limit = 7;\n");
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.keyboard.press("Control+s");
  expect((await saved).ok()).toBe(true);
  await page.getByRole("tab", { name: "rules.ipynb" }).click();
  await expect(cell(page, 0).locator(".ulm-stale")).toHaveText("stale: rules.ts was edited");
  expect(problems).toEqual([]);
});
