import type { Page } from "@playwright/test";
import { notebookFile } from "./support/notebook-file.ts";
import { cell, execute, openNotebook, output, runCell } from "./support/notebook-page.ts";
import { expect, test } from "./support/test.ts";

test.use({
  files: {
    "killed.ipynb": notebookFile([
      "const first = 40",
      "let second = first + 1",
      "second += 1\nprocess.pid",
      'process.kill(process.pid, "SIGKILL")\nawait new Promise(() => {})',
      "[first, second]",
    ]),
    "exit.ipynb": notebookFile(["const kept = 1", "process.pid", "process.exit(3)", "kept"]),
    "stuck.ipynb": notebookFile([
      "const kept = 41",
      'const { pbkdf2Sync } = await import("node:crypto")\nprocess.pid',
      'pbkdf2Sync("a", "b", 2 ** 31 - 1, 64, "sha512").length',
      "kept + 1",
    ]),
  },
});

/** Waits until a cell that shows its process has run in another one. @param before what it showed */
async function seeOtherProcess(page: Page, index: number, before: string): Promise<void> {
  await expect(output(page, index)).toHaveText(/^\d+$/);
  await expect(output(page, index)).not.toHaveText(before);
}

const runAll = (page: Page) => execute(page, "notebook:run-all-cells");

test("a kernel that is killed says why, and its variables come back", async ({ page }) => {
  await openNotebook(page, "killed.ipynb");
  for (const index of [0, 1, 2]) await runCell(page, index);
  await expect(output(page, 2)).toHaveText(/^\d+$/);
  const before = await output(page, 2).innerText();
  await runCell(page, 3);

  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The kernel of “killed.ipynb” has ended");
  await expect(dialog).toContainText("Reason: it was killed, perhaps because memory ran out.");
  await expect(dialog.locator("pre")).toContainText('process.kill(process.pid, "SIGKILL")');
  await expect(output(page, 3)).toContainText("KernelDied");
  // JupyterLab's own dialog, which knows less, is not in the way.
  await expect(page.locator(".jp-Dialog")).toHaveCount(1);
  await page.screenshot({ path: test.info().outputPath("killed.png") });
  await dialog.getByRole("button", { name: "Run cells again (3)" }).click();
  await seeOtherProcess(page, 2, before);
  await runCell(page, 4);
  await expect(output(page, 4)).toHaveText("[ 40, 42 ]");
  await expect(page.locator(".jp-Dialog")).toHaveCount(0);
});

test("a cell that calls process.exit is told apart from a crash, and variables come back", async ({ page }) => {
  await openNotebook(page, "exit.ipynb");
  for (const index of [0, 1]) await runCell(page, index);
  await expect(output(page, 1)).toHaveText(/^\d+$/);
  const before = await output(page, 1).innerText();
  await runCell(page, 2);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Reason: a cell ended it by process.exit.");
  await expect(output(page, 2)).toContainText("with exit code 3");
  await page.screenshot({ path: test.info().outputPath("exit.png") });
  await dialog.getByRole("button", { name: "Run cells again (2)" }).click();
  await seeOtherProcess(page, 1, before);
  await runCell(page, 3);
  await expect(cell(page, 3).locator(".jp-InputPrompt")).toHaveText("[3]:");
  await expect(output(page, 3)).toHaveText("1");
});

test("a cell in native code that cannot be interrupted is stopped by a restart that brings variables back", async ({
  page,
}) => {
  await openNotebook(page, "stuck.ipynb");
  await runAll(page);
  await expect(output(page, 1)).toHaveText(/^\d+$/);
  const before = await output(page, 1).innerText();
  await page.getByRole("button", { name: "Interrupt the kernel" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "cannot be interrupted" });
  await expect(notice).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("stuck.png") });
  await notice.getByRole("button", { name: "Restart and run cells again (2)" }).click();
  await expect(notice).toHaveCount(0);
  await seeOtherProcess(page, 1, before);
  await runCell(page, 3);
  await expect(output(page, 3)).toHaveText("42");
});
