import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ElectronApplication, _electron as electron, expect, type Page, test } from "@playwright/test";

const project = resolve(import.meta.dirname, "../..");
const installed = join(project, "node_modules/electron");

/** Electron's program, where it has been downloaded. */
function findBinary(): string | null {
  const pathFile = join(installed, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(installed, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}

const binary = findBinary();
test.skip(binary === null, "Electron's binary is not on this machine: `npx install-electron` downloads it.");

let app: ElectronApplication;
let page: Page;
let directory: string;

test.beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "ulm-electron-"));
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  app = await electron.launch({
    executablePath: binary!,
    args: [...sandbox, `--user-data-dir=${join(directory, "user")}`, project],
    env: {
      ...(process.env as Record<string, string>),
      ULM_NODE: process.execPath,
      ULM_WORKSPACE: join(directory, "workspace"),
      ULM_STATE_DIR: join(directory, "state"),
    },
  });
  page = await app.firstWindow();
  await page.waitForSelector("html[data-ulm=ready]");
});

test.afterEach(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

test("opens on the home page, with no secret in its address", async () => {
  await expect(page.getByRole("heading", { name: "ULM Notebook" })).toBeVisible();
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/lab/);
  expect(page.url()).not.toMatch(/code=|token=/);
});

test("gives the page nothing of Node and nothing of Electron but the bridge", async () => {
  const reach = await page.evaluate(() => ({
    process: typeof (globalThis as Record<string, unknown>).process,
    require: typeof (globalThis as Record<string, unknown>).require,
    bridge: Object.keys((globalThis as unknown as { ulmShell: object }).ulmShell).toSorted(),
  }));
  expect(reach).toEqual({ process: "undefined", require: "undefined", bridge: ["onMessage", "platform"] });
});

test("opens no second window and goes nowhere else", async () => {
  await page.evaluate(() => void window.open("/lab"));
  await page.evaluate(() => void (location.href = "file:///etc/passwd"));
  await page.waitForTimeout(300);
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:/);
});

test("ends its host with the window", async () => {
  const url = new URL("/api", page.url()).href;
  await app.close();
  await expect(fetch(url)).rejects.toThrow();
});
