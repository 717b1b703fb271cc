import type { Page } from "@playwright/test";
import { notebookFile } from "./support/notebook-file.ts";
import { cell, choose, openNotebook, output, runCell } from "./support/notebook-page.ts";
import { expect, test } from "./support/test.ts";

const wrong = 'const count: number = "text"\ncount';
test.use({
  files: {
    "types.ipynb": notebookFile([wrong]),
    "deno.ipynb": notebookFile([wrong], { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } }),
  },
});

test("a setting turns type errors into warnings, in running kernels too", async ({ page, problems }) => {
  await openNotebook(page, "types.ipynb");
  await runCell(page, 0);
  await expect(output(page, 0)).toContainText("TS2322");

  await choose(page, "Settings", "Settings Editor");
  await page.getByRole("tab", { name: "TypeScript", exact: true }).click();
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.locator(".jp-SettingsForm select").selectOption({ label: "Warnings: the cell runs" });
  expect((await saved).status()).toBe(204);
  await page.screenshot({ path: test.info().outputPath("setting.png") });
  await page.getByRole("tab", { name: "types.ipynb" }).click();
  await runCell(page, 0);
  await expect(cell(page, 0).locator(".jp-OutputArea-output").last()).toHaveText("'text'");
  await expect(cell(page, 0).locator(".jp-OutputArea-output[data-mime-type*=error]")).toHaveCount(0);

  // The menu says the same, and takes it back.
  await choose(page, "Kernel", "Type Errors as Warnings");
  await runCell(page, 0);
  await expect(cell(page, 0).locator(".jp-OutputArea-output")).toHaveCount(1);
  await expect(output(page, 0)).toContainText("TS2322");
  expect(problems).toEqual([]);
});

test("notebooks of other kernels open with ours, which nobody is asked to choose for a new one", async ({ page }) => {
  const offered = async (from: Page) => {
    await choose(from, "Kernel", "Change Kernel…");
    const options = from.getByRole("dialog").locator("option");
    await expect(options.first()).toBeAttached();
    const names = await options.allTextContents();
    await from.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    return names.filter((name) => !/\([\da-f]{8}\)$/.test(name));
  };
  await openNotebook(page, "deno.ipynb");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await runCell(page, 0);
  await expect(output(page, 0)).toHaveText("'text'");
  expect(await offered(page)).toEqual(["TypeScript (ULM)", "No Kernel", "Deno (→ ULM)"]);
  await choose(page, "File", "New", "Notebook");
  await expect(cell(page, 0)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await offered(page)).toEqual(["TypeScript (ULM)", "No Kernel"]);
});
