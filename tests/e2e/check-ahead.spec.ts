import { languageInfo, kernelspec } from "../../kernel/language-info.ts";
import { expect, test } from "./support/test.ts";

const notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec, language_info: languageInfo },
  cells: [{ cell_type: "code", id: "one", source: "1 + 1", metadata: {}, execution_count: null, outputs: [] }],
};
test.use({ files: { "sum.ipynb": JSON.stringify(notebook) } });

test("the kernel is told what is typed before it is run", async ({ page }) => {
  const sent: string[] = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => void sent.push(payload.toString())));
  await page.reload();
  await page.getByText("sum.ipynb").dblclick();
  const cell = page.locator(".jp-Notebook .jp-CodeCell").first();
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("20 + 22");
  await expect
    .poll(() => sent.some((frame) => frame.includes("ulm_check_ahead_request") && frame.includes("20 + 22")))
    .toBe(true);
  await page.keyboard.press("Control+Enter");
  await expect(cell.locator(".jp-OutputArea-output")).toHaveText("42");
});
