import { describe, expect, it } from "vitest";
import { decideNavigation } from "../../../electron/policies/navigation-policy.ts";

const host = "http://127.0.0.1:43210";

describe("navigation policy", () => {
  it.each([
    ["the app itself", "http://127.0.0.1:43210/lab", true, "allow"],
    ["the sandbox frame", "http://127.0.0.1:43210/sandbox", false, "allow"],
    ["another port of the same machine", "http://127.0.0.1:43211/lab", true, "open-externally"],
    ["the same port under another name", "http://localhost:43210/lab", true, "open-externally"],
    ["a web page", "https://vega.github.io/", true, "open-externally"],
    ["a mail link", "mailto:someone@example.org", true, "open-externally"],
    ["a web page in a frame", "https://example.org/", false, "deny"],
    ["an empty frame", "about:srcdoc", false, "allow"],
    ["a frame made by the page", "blob:http://127.0.0.1:43210/0f", false, "allow"],
    ["the whole window to a page made by a page", "blob:http://127.0.0.1:43210/0f", true, "deny"],
    ["a local file", "file:///etc/passwd", true, "deny"],
    ["script", "javascript:alert(1)", true, "deny"],
    ["data", "data:text/html,<script>1</script>", true, "deny"],
    ["credentials before our own host", "http://user:pw@127.0.0.1:43210/", true, "deny"],
    ["a host that only begins like ours", "http://127.0.0.1.evil.example:43210/", true, "open-externally"],
    ["a program's own scheme", "vscode://file/x", true, "deny"],
    ["no URL", "::", true, "deny"],
  ])("%s: %s", (_what, url, isMainFrame, decision) => {
    const verdict = decideNavigation({ url, isMainFrame }, host);
    expect(verdict).toEqual({ decision, reason: expect.stringMatching(/\w/) });
  });
});
