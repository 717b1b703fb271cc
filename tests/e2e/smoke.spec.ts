import { readdir } from "node:fs/promises";
import { keepScreenshot } from "./support/keep-screenshot.ts";
import { expect, test } from "./support/test.ts";

test("opens on a home page with the lessons, without a complaint on the console", async ({ page, problems }) => {
  await expect(page).toHaveTitle(/ULM Notebook/);
  await expect(page.getByText("Churn: will this user leave?").filter({ visible: true }).first()).toBeVisible();
  await keepScreenshot(page, "home.png");
  expect(problems).toEqual([]);
});

test("keeps the token out of the address bar and of the page", async ({ page, app }) => {
  await expect(page).toHaveTitle(/ULM Notebook/);
  const token = new URL(app.url).searchParams.get("code")!;
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(page.url()).not.toContain(token);
  expect(await page.content()).not.toContain(token);
});

test("refuses a browser that was not let in", async ({ app, browser }) => {
  const stranger = await browser.newContext();
  const answer = await stranger.request.get(`${app.origin}/api/contents/`);
  expect([401, 403]).toContain(answer.status());
  await stranger.close();
});

test("shows the files of the workspace and leaves nothing of its own there", async ({ page, app }) => {
  await expect(page.getByText("Churn: will this user leave?").filter({ visible: true }).first()).toBeVisible();
  expect(await readdir(app.workspace)).toEqual(["customers.csv"]);
});
test.use({ files: { "customers.csv": "id,churned\n1,0\n" } });
