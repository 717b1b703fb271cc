import { expect, type Locator, type Page } from "@playwright/test";

/** Opens a notebook of the file browser. */
export async function openNotebook(page: Page, name: string): Promise<void> {
  await page.locator(".jp-DirListing-item").getByText(name, { exact: true }).dblclick();
  await expect(cell(page, 0)).toBeVisible();
}

/** A code cell of the notebook that is shown. */
export const cell = (page: Page, index: number): Locator =>
  page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-CodeCell").nth(index);

/** The first output of a cell. */
export const output = (page: Page, index: number): Locator =>
  cell(page, index).locator(".jp-OutputArea-output").first();

export async function runCell(page: Page, index: number): Promise<void> {
  await cell(page, index).locator(".cm-content").click();
  await page.keyboard.press("Control+Enter");
}

/** Opens a menu of the menu bar and goes down to one of its items. */
export async function choose(page: Page, menu: string, ...labels: string[]): Promise<void> {
  await page.locator(".lm-MenuBar-itemLabel").getByText(menu, { exact: true }).click();
  for (const label of labels) await page.locator(".lm-Menu-itemLabel").getByText(label, { exact: true }).last().click();
}

/** Executes a command of the app. */
export async function execute(page: Page, command: string): Promise<void> {
  await page.evaluate((id) => {
    const { ulmNotebook } = window as unknown as { ulmNotebook: { commands: { execute(id: string): unknown } } };
    void ulmNotebook.commands.execute(id);
  }, command);
}
