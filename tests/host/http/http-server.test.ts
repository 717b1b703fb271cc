import { request } from "node:http";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestHost, type TestHost } from "../start-test-host.ts";

let host: TestHost;
const html = { accept: "text/html" };

beforeAll(async () => {
  host = await startTestHost();
  await writeFile(join(host.workspace, "page.html"), "<script>1</script>");
});
afterAll(() => host.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, host.url), { headers, redirect: "manual" });

/** `fetch` does not let its caller choose these headers. */
function raw(options: { method?: string; path: string; headers: Record<string, string> }): Promise<number> {
  const { port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

async function signIn(): Promise<string> {
  const response = await get(host.tokenUrl);
  return (response.headers.get("set-cookie") ?? "").split(";")[0];
}

describe("signing in", () => {
  it("exchanges the link for a cookie and leads to an address without a secret", async () => {
    const link = host.tokenUrl;
    const response = await get(link);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/lab");
    expect(cookie).toMatch(
      new RegExp(`^ulm-notebook-${new URL(host.url).port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect((await get("api/status", { cookie: cookie.split(";")[0] })).status).toBe(200);
    expect((await get(link)).headers.get("set-cookie")).toBeNull();
  });

  it("tells nothing to whoever is not signed in", async () => {
    for (const path of [
      "api",
      "api/contents",
      "ulm/api/lessons",
      "static/main.js",
      "files/page.html",
      "sandbox",
      "nowhere",
    ]) {
      expect((await get(path)).status, path).toBe(403);
    }
    const page = await get("lab", html);
    expect(page.status).toBe(403);
    expect(await page.text()).toContain("Not signed in");
    expect((await get("login?code=wrong")).headers.get("set-cookie")).toBeNull();
  });

  it("asks a browser that came from another site to try again from here", async () => {
    const page = await get("lab", { ...html, "sec-fetch-site": "cross-site" });
    expect(await page.text()).toContain('http-equiv="refresh" content="0;url=/lab"');
  });
});

describe("every request", () => {
  it("must be meant for this host", async () => {
    const { port } = new URL(host.url);
    const authorization = `token ${host.token}`;
    expect(await raw({ path: "/api", headers: { host: `127.0.0.1:${port}`, authorization } })).toBe(200);
    expect(await raw({ path: "/api", headers: { host: `localhost:${port}`, authorization } })).toBe(200);
    expect(await raw({ path: "/api", headers: { host: `evil.example:${port}`, authorization } })).toBe(403);
    expect(await raw({ path: "//evil.example/api", headers: { host: `127.0.0.1:${port}`, authorization } })).toBe(404);
    expect(await raw({ path: "http://evil.example/", headers: { host: `127.0.0.1:${port}`, authorization } })).toBe(
      400,
    );
  });

  it("must come from our page to change something by cookie", async () => {
    const { origin, host: name } = new URL(host.url);
    const cookie = await signIn();
    const post = (headers: Record<string, string>) =>
      raw({ method: "POST", path: "/api/contents", headers: { host: name, cookie, ...headers } });
    expect(await post({})).toBe(403);
    expect(await post({ origin: "http://evil.example" })).toBe(403);
    expect(await post({ origin })).toBe(201);
  });

  it("is answered with the security headers", async () => {
    const cookie = await signIn();
    const response = await get("api", { cookie });
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const sandbox = await get("sandbox", { cookie });
    expect(sandbox.headers.get("content-security-policy")).toMatch(/^sandbox allow-scripts; default-src 'none'/);
    const file = await get("files/page.html", { cookie });
    expect(file.headers.get("content-security-policy")).toMatch(/^sandbox /);
    expect(await file.text()).toBe("<script>1</script>");
  });

  it("is told what is wrong, in JSON", async () => {
    expect(await host.call("GET", "/api/nothing")).toEqual({
      status: 404,
      body: { message: "Nothing is served at /api/nothing", reason: null },
    });
    expect((await host.call("DELETE", "/api/status")).status).toBe(405);
    expect((await host.call("GET", "/api/kernels/%E0%A4%A")).status).toBe(400);
    const notJson = await fetch(new URL("api/sessions", host.url), {
      method: "POST",
      headers: { authorization: `token ${host.token}` },
      body: "{",
    });
    expect(notJson.status).toBe(400);
    expect((await host.call("PUT", "/ulm/api/progress", { lesson: "x".repeat(2_000_000) })).status).toBe(413);
  });
});

describe("WebSockets", () => {
  it.each([
    ["without credentials", {}, 403],
    ["by token", { token: true }, 404],
    ["from another site", { token: true, origin: "http://evil.example" }, 403],
  ])("%s", async (_case, { token, origin }: { token?: boolean; origin?: string }, status) => {
    const url = `${host.url.replace("http", "ws")}api/kernels/none/channels${token ? `?token=${host.token}` : ""}`;
    const socket = new WebSocket(url, origin === undefined ? {} : { origin });
    const answer = await new Promise((resolve) => {
      socket.once("unexpected-response", (_request, response) => resolve(response.statusCode));
      socket.once("open", () => resolve("open"));
    });
    expect(answer).toBe(status);
    socket.on("error", () => {});
    socket.terminate();
  });
});

describe("the app's page", () => {
  it("carries the configuration as data that cannot end its element", async () => {
    const appRoot = join(host.directory, "app");
    await mkdir(join(appRoot, "dist/renderer/schemas/@scope/package"), { recursive: true });
    await mkdir(join(appRoot, "dist/renderer/translations"));
    await mkdir(join(appRoot, "notebooks"));
    await writeFile(join(appRoot, "package.json"), '{"version":"1.2.3"}');
    await writeFile(join(appRoot, "dist/renderer/manifest.json"), '{"scripts":["main.js"],"styles":["main.css"]}');
    await writeFile(join(appRoot, "dist/renderer/main.js"), "let x;");
    await writeFile(join(appRoot, "dist/renderer/schemas/@scope/package/plugin.json"), '{"title":"T"}');
    await writeFile(join(appRoot, "dist/renderer/translations/zh-CN.json"), '{"jupyterlab":{"":{"language":"zh-CN"}}}');
    const other = await startTestHost({
      appRoot,
      pageConfig: { note: "</script><script>alert(1)</script>" },
      systemLocale: "zh-Hans-CN",
    });
    const { status, body } = await other.call("GET", "/lab/tree/a%20b.ipynb");
    expect(status).toBe(200);
    expect(body).toContain('<script defer src="/static/main.js">');
    const data = /application\/json">(.*?)<\/script>/.exec(body)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({
      treePath: "a b.ipynb",
      appVersion: "1.2.3",
      note: "</script><script>alert(1)</script>",
    });
    expect(body).not.toContain(other.token);
    expect((await other.call("GET", "/static/main.js")).body).toBe("let x;");
    expect((await other.call("GET", "/static/..%2f..%2fpackage.json")).status).toBe(404);
    expect((await other.call("GET", "/static/manifest.json")).status).toBe(200);
    const id = "@scope/package:plugin";
    expect((await other.call("GET", "/lab/api/settings")).body.settings).toMatchObject([
      { id, schema: { title: "T" }, raw: "{}" },
    ]);
    expect((await other.call("PUT", `/lab/api/settings/${id}`, { raw: "{ /* mine */ }" })).status).toBe(204);
    expect((await other.call("GET", `/lab/api/settings/${id}`)).body.raw).toBe("{ /* mine */ }");
    expect((await other.call("GET", "/lab/api/settings?ids_only=true")).body).toEqual({ settings: [{ id }] });
    expect((await other.call("PUT", "/lab/api/settings/none:none", { raw: "{}" })).status).toBe(404);
    const chinese = { jupyterlab: { "": { language: "zh-CN" } } };
    for (const locale of ["zh-CN", "zh_CN", "default"]) {
      expect((await other.call("GET", `/lab/api/translations/${locale}`)).body.data, locale).toEqual(chinese);
    }
    expect((await other.call("GET", "/lab/api/translations/en")).body.data).toEqual({});
    expect((await other.call("GET", "/lab/api/translations/..%2f..%2fx")).status).toBe(404);
    expect(Object.keys((await other.call("GET", "/lab/api/translations")).body.data)).toEqual(["en", "zh-CN"]);
    await other.close();
  });

  it("says what to do when the interface has not been built", async () => {
    const appRoot = join(host.directory, "bare");
    await mkdir(appRoot);
    await writeFile(join(appRoot, "package.json"), '{"version":"1.2.3"}');
    const other = await startTestHost({ appRoot });
    expect(await other.call("GET", "/lab")).toMatchObject({
      status: 503,
      body: expect.stringContaining("npm run build"),
    });
    await other.close();
  });
});
