import { expect, test, type Page } from "@playwright/test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderReport, type ReportOptions } from "../../report/index.ts";
import { hostile } from "../fixtures/report/hostile.ts";
import { stamp, tour } from "../fixtures/report/tour.ts";

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ulm-report-"));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a page must not do: ask for anything, complain, or open a dialog. */
interface Offences {
  list: string[];
}

async function openReport(page: Page, notebook: unknown, options: ReportOptions): Promise<Offences> {
  const offences: Offences = { list: [] };
  const file = join(folder, `${test.info().testId}.html`);
  await writeFile(file, await renderReport(notebook, options));
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const isOwn =
      request.url() === address || request.url().startsWith("data:") || request.url().startsWith(`${address}#`);
    if (!isOwn) offences.list.push(`request ${request.url()}`);
  });
  page.on("console", (message) => offences.list.push(`${message.type()} ${message.text()}`));
  page.on("pageerror", (error) => offences.list.push(`error ${error.message}`));
  page.on("dialog", (dialog) => {
    offences.list.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.context().setOffline(true);
  await page.goto(address);
  return offences;
}

async function readThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 500) {
    await page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), top);
    await page.waitForTimeout(60);
  }
}

test("charts come alive when they are scrolled to: tooltips and selections work", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  const offences = await openReport(page, tour, { language: "en", stamp });
  const charts = page.locator("[data-chart]:visible");
  await expect(charts).toHaveCount(4);
  await expect(charts.last()).not.toHaveAttribute("data-state", /./);
  await expect(charts.last().locator(".chart-still svg")).toHaveCount(1);
  await readThrough(page);
  for (const chart of await charts.all()) await expect(chart).toHaveAttribute("data-state", "live");

  const [lines, brushed] = [charts.nth(0), charts.nth(1)];
  await lines.locator(".chart-live .mark-symbol path").first().hover();
  await expect(page.getByRole("tooltip")).toContainText("Orders");
  await expect(page.getByRole("tooltip")).toContainText("40");

  const bars = () => brushed.locator(".chart-live .concat_1_marks path, .chart-live .concat_1_group .mark-rect path");
  const before = await bars().first().getAttribute("d");
  await brushed.scrollIntoViewIfNeeded();
  const plot = (await brushed.locator(".chart-live .concat_0_group path.background").first().boundingBox())!;
  await page.mouse.move(plot.x + 20, plot.y + 20);
  await page.mouse.down();
  await page.mouse.move(plot.x + 90, plot.y + 120, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => bars().first().getAttribute("d")).not.toBe(before);
  expect(offences.list).toEqual([]);
});

test("live charts look like the drawings they replace", async ({ page }) => {
  const offences = await openReport(page, tour, { language: "en" });
  await readThrough(page);
  const charts = page.locator('[data-state="live"]:visible');
  await expect(charts).toHaveCount(4);
  for (const chart of await charts.all()) {
    const sizes = await chart.evaluate((frame) =>
      ["still", "live"].map((part) => Number(frame.querySelector(`.chart-${part} svg`)!.getAttribute("width"))),
    );
    // Their text is measured by different means.
    expect(Math.abs(sizes[0]! - sizes[1]!)).toBeLessThan(30);
  }
  expect(offences.list).toEqual([]);
});

test("the language switch changes prose, charts, controls and title", async ({ page }) => {
  const offences = await openReport(page, tour, { language: "en", stamp });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who leaves, and why");
  await expect(page).toHaveTitle("Churn: will this user leave?");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("谁会离开，为什么");
  await expect(page).toHaveTitle("流失：这位用户会离开吗？");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("button", { name: "显示全部代码" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "目录" }).getByRole("link", { name: "模型" })).toBeVisible();
  await readThrough(page);
  const chart = page.locator('[data-chart][lang="zh-CN"]');
  await expect(chart).toHaveAttribute("data-state", "live");
  await expect(chart.locator(".chart-live")).toContainText("每月订单数");
  await expect(page.getByText("Nine of ten stay.")).toBeHidden();
  await expect(page.getByText("十人中有九人留下。")).toBeVisible();
  expect(offences.list).toEqual([]);
});

test("code is folded until asked for, one cell or all", async ({ page }) => {
  const offences = await openReport(page, tour, { language: "en" });
  const code = page.getByText("ulm.data.sample");
  await expect(code).toBeHidden();
  await page.getByText("Read the users").first().click();
  await expect(code).toBeVisible();
  const all = page.getByRole("button", { name: "Show all code" });
  await all.click();
  await expect(page.locator("details.code:not([open])")).toHaveCount(0);
  await page.getByRole("button", { name: "Hide all code" }).click();
  await expect(code).toBeHidden();
  expect(offences.list).toEqual([]);
});

test("theme follows the system or the reader, charts included", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const offences = await openReport(page, tour, { language: "en" });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const label = () =>
    page.evaluate(() => getComputedStyle(document.querySelector(".chart-view svg .role-axis-label text")!).fill);
  const [dark, darkLabel] = [await background(), await label()];
  await page.getByRole("button", { name: "Light" }).click();
  expect(await background()).not.toBe(dark);
  expect(await label()).not.toBe(darkLabel);
  await page.getByRole("button", { name: "Dark" }).click();
  expect([await background(), await label()]).toEqual([dark, darkLabel]);
  expect(offences.list).toEqual([]);
});

test("contents lead to the sections and follow the reader", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  const offences = await openReport(page, tour, { language: "en" });
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("link", { name: "Other outputs" }).click();
  await expect(page.getByRole("heading", { name: "Other outputs" })).toBeInViewport();
  await expect(contents.locator("[aria-current]")).toHaveText("Other outputs");
  expect(offences.list).toEqual([]);
});

test("on a phone nothing is wider than the page", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const offences = await openReport(page, tour, { language: "en", stamp });
  await readThrough(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expect(page.getByRole("navigation").getByRole("link").first()).toBeHidden();
  await page.getByText("Contents").click();
  await expect(page.getByRole("navigation").getByRole("link").first()).toBeVisible();
  expect(offences.list).toEqual([]);
});

test("without scripts everything is readable, and no dead control is shown", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await openReport(page, tour, { language: "zh-CN", stamp });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("谁会离开，为什么");
  await expect(page.locator(".chart-still svg").filter({ hasText: "每月订单数" })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByText("这些数字是怎么来的")).toBeVisible();
  await context.close();
});

test("a hostile notebook does nothing", async ({ page }) => {
  const offences = await openReport(page, hostile, { language: "en" });
  await page.getByRole("button", { name: "Show all code" }).click();
  await readThrough(page);
  await page.waitForTimeout(300);
  expect(
    await page.evaluate(() => document.querySelectorAll("main script, main iframe, main style, main [onclick]").length),
  ).toBe(0);
  await page.locator('[data-chart] .chart-live path[aria-roledescription="bar"]').first().click();
  await page.waitForTimeout(100);
  expect(page.url()).toMatch(/^file:/);
  expect(offences.list).toEqual([]);
});
