import { describe, expect, it } from "vitest";
import { decideWindowOpen } from "../../../electron/policies/window-open-policy.ts";

const host = "http://127.0.0.1:43210";

describe("window-open policy", () => {
  it.each([
    ["a web page opens in the browser", "https://example.org/a", "open-externally"],
    ["a mail link opens in the mail program", "mailto:someone@example.org", "open-externally"],
    ["our own page gets no second window", "http://127.0.0.1:43210/lab/tree/a.ipynb", "deny"],
    ["script", "javascript:alert(1)", "deny"],
    ["a blank window", "about:blank", "deny"],
    ["a local file", "file:///etc/passwd", "deny"],
    ["credentials", "https://user:pw@example.org/", "deny"],
    ["no URL", "", "deny"],
  ])("%s", (_what, url, decision) => {
    expect(decideWindowOpen(url, host).decision).toBe(decision);
  });
});
