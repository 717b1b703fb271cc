import { notebookFile } from "./support/notebook-file.ts";
import { cell, openNotebook, output, runCell } from "./support/notebook-page.ts";
import { expect, test } from "./support/test.ts";

test.use({
  files: {
    "errors.ipynb": notebookFile([
      "function check(value: number) {\n  if (value > 1) throw new RangeError('too large')\n}",
      "check(2)",
      "const one = 1\nconst count: number = 'text'",
    ]),
  },
});

test("errors lead to the line of the cell that they name", async ({ page, problems }) => {
  await openNotebook(page, "errors.ipynb");
  await runCell(page, 0);
  await runCell(page, 1);
  // An error takes the cells that wait behind it with it.
  await expect(output(page, 1)).toContainText("RangeError");
  await runCell(page, 2);
  const position = page.locator("#jp-main-statusbar").getByText(/^Ln \d+, Col \d+$/);

  await output(page, 1).getByRole("link", { name: "Cell [1], line 2" }).click();
  await expect(cell(page, 0)).toHaveClass(/jp-mod-active/);
  await expect(cell(page, 0).locator(".cm-editor")).toHaveClass(/cm-focused/);
  await expect(position).toHaveText("Ln 2, Col 1");

  await output(page, 2).getByRole("link", { name: "cell [3], line 2, column 7" }).click();
  await expect(cell(page, 2)).toHaveClass(/jp-mod-active/);
  await expect(position).toHaveText("Ln 2, Col 7");
  expect(problems).toEqual([]);
});
