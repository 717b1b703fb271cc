import { notebookFile } from "./support/notebook-file.ts";
import { cell, execute, openNotebook, output, runCell } from "./support/notebook-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ files: { "kept.ipynb": notebookFile(["const kept = 40", "kept + 2", "// mine"]) } });

test("a host that is started again gives the notebook a new kernel, and nothing typed is lost", async ({
  page,
  app,
}) => {
  await openNotebook(page, "kept.ipynb");
  for (const index of [0, 1]) await runCell(page, index);
  await expect(output(page, 1)).toHaveText("42");
  await app.crash();
  const lost = page.getByRole("alert").filter({ hasText: "The server does not answer" });
  await expect(lost).toBeVisible();
  await cell(page, 2).locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nconst typed = kept + 1\ntyped");
  await page.screenshot({ path: test.info().outputPath("lost.png") });

  await app.restart();
  const notice = page.getByRole("alert").filter({ hasText: "“kept.ipynb” has a new kernel; its variables are lost." });
  await expect(notice).toBeVisible();
  await expect(lost).toHaveCount(0);
  await expect(page.locator(".jp-Dialog")).toHaveCount(0);
  await expect(page.locator(".jp-NotebookPanel .jp-Toolbar-kernelName")).toHaveText("TypeScript (ULM)");
  // The keys go on going where they went.
  await page.keyboard.type(" * 2");
  await expect(cell(page, 2).locator(".cm-content")).toContainText("typed * 2");
  await page.screenshot({ path: test.info().outputPath("back.png") });

  await notice.getByRole("button", { name: "Run cells again (2)" }).click();
  await expect(output(page, 1)).toHaveText("42");
  await runCell(page, 2);
  await expect(output(page, 2)).toHaveText("82");
  await execute(page, "docmanager:save");
  await expect(page.locator(".jp-mod-dirty")).toHaveCount(0);
});
