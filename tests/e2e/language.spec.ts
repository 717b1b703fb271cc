import { keepScreenshot } from "./support/keep-screenshot.ts";
import { expect, test } from "./support/test.ts";

test("switches to Chinese, lessons and menus alike, and back", async ({ page, problems }) => {
  await page.getByRole("button", { name: "简体中文" }).filter({ visible: true }).click();
  await expect(page.getByText("流失：").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "文件" }).first()).toBeVisible();
  await keepScreenshot(page, "home.zh-CN.png");
  await page.getByRole("button", { name: "English" }).filter({ visible: true }).click();
  await expect(page.getByText("Churn: will this user leave?").filter({ visible: true }).first()).toBeVisible();
  expect(problems).toEqual([]);
});
