import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** Opens the churn lesson from the home page. */
async function openLesson(page: Page): Promise<void> {
  await page.locator(".ulm-card", { hasText: "Churn: will this user leave?" }).click();
  await expect(page.locator(".jp-Notebook .jp-MarkdownCell h1").first()).toHaveText(/Churn: will this user leave/);
}

async function runAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { commands } = (window as unknown as { ulmNotebook: { commands: { execute(id: string): Promise<void> } } })
      .ulmNotebook;
    return commands.execute("notebook:run-all-cells");
  });
}

test("a lesson runs from top to bottom, and its report is live without a network", async ({ page, app, context }) => {
  test.setTimeout(150_000);
  await openLesson(page);
  await runAll(page);
  await expect(page.locator(".jp-OutputArea-output[data-mime-type*='error']")).toHaveCount(0);
  await expect(page.locator(".ulm-ledger").first()).toContainText("The article is in error");
  expect(await page.locator(".jp-OutputArea svg.marks").count()).toBeGreaterThanOrEqual(6);

  await page.getByRole("menuitem", { name: "File" }).click();
  await page.getByRole("menuitem", { name: "Export Report as HTML…" }).click();
  await expect(page.getByText("Report written: churn.html")).toBeVisible();

  await context.setOffline(true);
  const report = await context.newPage();
  const complaints: string[] = [];
  report.on("console", (message) => complaints.push(message.text()));
  report.on("request", (request) => {
    if (!request.url().startsWith("file:")) complaints.push(request.url());
  });
  await report.goto(`file://${join(app.workspace, "churn.html")}`);
  await expect(report.getByRole("heading", { level: 1 }).first()).toHaveText("Churn: will this user leave?");
  const chart = report.locator("[data-chart]:visible").first();
  await chart.scrollIntoViewIfNeeded();
  await expect(chart).toHaveAttribute("data-state", "live");
  await expect(chart.locator(".chart-live svg")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("an exercise is checked, hinted at and solved, and the guide remembers it", async ({ page }) => {
  test.setTimeout(150_000);
  await openLesson(page);
  await runAll(page);
  const bar = page.locator(".ulm-exercise-bar").first();
  await bar.scrollIntoViewIfNeeded();
  await bar.getByRole("button", { name: "Check" }).click();
  await expect(bar.getByRole("status")).toContainText("Not attempted");
  await bar.getByRole("button", { name: "Hint" }).click();
  await expect(bar.getByRole("listitem")).toHaveCount(1);
  await bar.getByRole("button", { name: "Solution" }).click();
  const solution = await bar.locator("pre").innerText();

  const cell = page.locator(".jp-CodeCell", { has: page.locator(".ulm-exercise-bar") }).first();
  await cell.locator(".cm-content").fill(solution);
  await bar.getByRole("button", { name: "Check" }).click();
  await expect(bar.getByRole("status")).toContainText("Correct");
  await expect(page.locator(".ulm-guide-mark[data-status=correct]")).toHaveCount(1);

  await page.reload();
  await expect(page.locator(".ulm-guide-mark[data-status=correct]")).toHaveCount(1);
});
