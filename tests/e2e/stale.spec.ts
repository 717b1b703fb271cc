import { languageInfo, kernelspec } from "../../kernel/language-info.ts";
import { expect, test } from "./support/test.ts";

const code = (id: string, source: string) => ({
  ...{ cell_type: "code", id, source, metadata: {}, execution_count: null },
  outputs: [],
});
const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec, language_info: languageInfo },
  cells: [
    code("one", "const rfm = [3, 1]"),
    code("two", "const best = Math.max(...rfm); best"),
    code("three", "best * 2"),
  ],
};
test.use({ files: { "rfm.ipynb": JSON.stringify(notebook) } });

test("cells whose results are stale say why, and are run on demand", async ({ page, problems }) => {
  const choose = async (menu: string, item: string) => {
    await page.locator(".lm-MenuBar-itemLabel").getByText(menu, { exact: true }).click();
    await page.locator(".lm-Menu-itemLabel").getByText(item, { exact: true }).last().click();
  };
  const cell = (index: number) => page.locator(".jp-Notebook .jp-CodeCell").nth(index);
  const stale = page.locator(".ulm-stale");

  await page.getByText("rfm.ipynb").dblclick();
  await expect(cell(2)).toBeVisible();
  await choose("Run", "Run All Cells");
  await expect(cell(2).locator(".jp-OutputArea-output")).toHaveText("6");
  await expect(stale).toHaveCount(0);

  await cell(0).locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("const rfm = [3, 7]");
  await expect(cell(0).locator(".ulm-stale")).toHaveText("stale: edited since it was run");
  await page.keyboard.press("Control+Enter");
  await expect(cell(1).locator(".ulm-stale")).toHaveText("stale: rfm changed in cell [4]");
  await expect(cell(2).locator(".ulm-stale")).toHaveText("stale: best changed in cell [2]");
  await expect(stale).toHaveCount(2);
  // Marked, not forced.
  await expect(cell(2).locator(".jp-OutputArea-output")).toHaveText("6");

  // What the host knows outlives the page.
  await page.keyboard.press("Control+s");
  await page.reload();
  await expect(stale).toHaveCount(2);
  await choose("Run", "Run Stale Cells");
  await expect(cell(2).locator(".jp-OutputArea-output")).toHaveText("14");
  await expect(stale).toHaveCount(0);
  expect(problems).toEqual([]);
});
