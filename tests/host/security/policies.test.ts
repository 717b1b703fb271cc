import { describe, expect, it } from "vitest";
import { authenticate } from "../../../host/security/authenticate.ts";
import { checkHost } from "../../../host/security/check-host.ts";
import { checkOrigin, type OriginQuestion } from "../../../host/security/check-origin.ts";
import { LoginLinks } from "../../../host/security/login-links.ts";
import { filePolicy, pagePolicy, sandboxPolicy } from "../../../host/security/security-headers.ts";

describe("checkHost", () => {
  it.each([
    ["127.0.0.1:8888", true],
    ["localhost:8888", true],
    ["LOCALHOST:8888", true],
    ["127.0.0.1:8889", false],
    ["127.0.0.1", false],
    ["evil.example:8888", false],
    ["127.0.0.1.evil.example:8888", false],
    ["0.0.0.0:8888", false],
    ["[::1]:8888", false],
    ["", false],
    [undefined, false],
  ])("%s → %s", (host, allowed) => {
    const verdict = checkHost(host, 8888);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.reason).not.toBe("");
  });
});

describe("checkOrigin", () => {
  const page = "http://127.0.0.1:8888";
  const base: OriginQuestion = {
    method: "GET",
    isWebSocket: false,
    host: "127.0.0.1:8888",
    origin: undefined,
    fetchSite: undefined,
    credential: "cookie",
  };
  const rows: [string, Partial<OriginQuestion>, boolean][] = [
    ["our page reads", {}, true],
    ["another site reads (and cannot see the answer)", { origin: "http://evil.example" }, true],
    ["our page writes", { method: "POST", origin: page }, true],
    [
      "our page under the other name writes",
      { method: "POST", origin: "http://localhost:8888", host: "localhost:8888" },
      true,
    ],
    ["a page of the other name writes", { method: "POST", origin: "http://localhost:8888" }, false],
    ["another site writes", { method: "POST", origin: "http://evil.example" }, false],
    ["another port writes", { method: "PUT", origin: "http://127.0.0.1:9999" }, false],
    ["a sandboxed page writes", { method: "DELETE", origin: "null" }, false],
    [
      "another site writes with the token",
      { method: "POST", origin: "http://evil.example", credential: "token" },
      false,
    ],
    ["a cookie writes from nowhere", { method: "PATCH" }, false],
    ["a cookie writes from one origin, says the browser", { method: "PATCH", fetchSite: "same-origin" }, true],
    ["a cookie writes from one site, says the browser", { method: "PATCH", fetchSite: "same-site" }, false],
    ["a program writes with the token", { method: "POST", credential: "token" }, true],
    ["our page opens a WebSocket", { isWebSocket: true, origin: page }, true],
    ["another site opens a WebSocket", { isWebSocket: true, origin: "http://evil.example" }, false],
    ["a cookie opens a WebSocket from nowhere", { isWebSocket: true }, false],
    ["a program opens a WebSocket with the token", { isWebSocket: true, credential: "token" }, true],
    [
      "another site opens a WebSocket with the token",
      { isWebSocket: true, credential: "token", origin: "http://evil.example" },
      false,
    ],
  ];
  it.each(rows)("%s", (_case, question, allowed) => {
    expect(checkOrigin({ ...base, ...question })).toMatchObject({ allowed, reason: expect.stringMatching(/\w/) });
  });
});

describe("authenticate", () => {
  const secrets = { cookieName: "ulm-notebook-8888", cookieValue: "cookie-secret", token: "token-secret" };
  const nothing = { cookie: undefined, authorization: undefined, queryToken: null };
  it.each([
    ["nothing", {}, null],
    ["the cookie", { cookie: "ulm-notebook-8888=cookie-secret" }, "cookie"],
    ["the cookie among others", { cookie: "a=b; ulm-notebook-8888=cookie-secret; c=d" }, "cookie"],
    ["a planted cookie before ours", { cookie: "ulm-notebook-8888=x; ulm-notebook-8888=cookie-secret" }, "cookie"],
    ["another host's cookie", { cookie: "ulm-notebook-9999=cookie-secret" }, null],
    ["a wrong cookie", { cookie: "ulm-notebook-8888=cookie-secre" }, null],
    ["an empty cookie", { cookie: "ulm-notebook-8888=" }, null],
    ["the token as cookie", { cookie: "ulm-notebook-8888=token-secret" }, null],
    ["the token", { authorization: "token token-secret" }, "token"],
    ["the token as bearer", { authorization: "Bearer token-secret" }, "token"],
    ["a wrong token", { authorization: "token nope" }, null],
    ["an empty token", { authorization: "token " }, null],
    ["the cookie's value as token", { authorization: "token cookie-secret" }, null],
    ["a WebSocket's token", { queryToken: "token-secret" }, "token"],
    ["a WebSocket's wrong token", { queryToken: "" }, null],
  ] as const)("%s → %s", (_case, presented, expected) => {
    expect(authenticate({ ...nothing, ...presented }, secrets)).toBe(expected);
  });
});

describe("LoginLinks", () => {
  it("lets each link in once", () => {
    const links = new LoginLinks();
    const [one, two] = [links.create(), links.create()];
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(links.redeem("")).toBe(false);
    expect(links.redeem(one)).toBe(true);
    expect(links.redeem(one)).toBe(false);
    expect(links.redeem(two)).toBe(true);
  });
});

describe("content policies", () => {
  it("keep eval, inline scripts and other hosts out of the page", () => {
    expect(pagePolicy).toContain("default-src 'none'");
    expect(pagePolicy).toContain("script-src 'self';");
    expect(pagePolicy).not.toMatch(/unsafe-eval|https?:|\*/);
  });

  it("never let a sandbox have our origin", () => {
    for (const policy of [sandboxPolicy, filePolicy]) {
      expect(policy).toMatch(/^sandbox /);
      expect(policy).not.toContain("allow-same-origin");
    }
    expect(sandboxPolicy).toContain("default-src 'none'");
    expect(filePolicy).toContain("connect-src 'none'");
  });
});
