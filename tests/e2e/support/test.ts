import { test as base, expect } from "@playwright/test";
import { startApp, type App, type AppOptions } from "./app.ts";

interface Fixtures {
  /** Files for the workspace: `test.use({ files: { "data.csv": "a,b\n1,2\n" } })`. */
  files: AppOptions["files"];
  app: App;
  /** What the page complained about: errors on its console, exceptions, violations of its security policy. */
  problems: string[];
}

/** Playwright's `test` with a host of its own for each test, and `page` logged in to it on its home page. */
export const test = base.extend<Fixtures>({
  files: [{}, { option: true }],
  problems: async ({}, use) => {
    await use([]);
  },
  app: async ({ files }, use) => {
    const app = await startApp({ files });
    await use(app);
    await app.stop();
  },
  page: async ({ page, app, problems }, use) => {
    page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    await page.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
        console.error(`security policy: ${violatedDirective} forbids ${blockedURI}`),
      ),
    );
    await page.goto(app.url);
    await use(page);
  },
});

export { expect };
