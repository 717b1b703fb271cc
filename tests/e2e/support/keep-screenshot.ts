import { fileURLToPath } from "node:url";
import { test, type Page } from "@playwright/test";

/**
 * Takes a screenshot. It goes with the test's results; `UPDATE_SCREENSHOTS=1 npm test -- e2e` puts it into docs/images/
 * too, from where the READMEs show it.
 * @param name its file name there
 */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const path = test.info().outputPath(name);
  await page.screenshot({ path });
  await test.info().attach(name, { path, contentType: "image/png" });
  if (process.env.UPDATE_SCREENSHOTS === "1") {
    await page.screenshot({ path: fileURLToPath(new URL(`../../../docs/images/${name}`, import.meta.url)) });
  }
}
