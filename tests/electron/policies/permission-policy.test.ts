import { describe, expect, it } from "vitest";
import { decidePermission } from "../../../electron/policies/permission-policy.ts";

const host = "http://127.0.0.1:43210";
const ours = `${host}/lab`;

describe("permission policy", () => {
  it.each([
    ["copying", "clipboard-sanitized-write", ours, true, "grant"],
    ["pasting", "clipboard-read", ours, true, "grant"],
    ["full screen", "fullscreen", ours, true, "grant"],
    ["pasting, asked by an output's frame", "clipboard-read", ours, false, "deny"],
    ["pasting, asked by another page", "clipboard-read", "https://example.org/", true, "deny"],
    ["pasting, asked by an opaque frame", "clipboard-read", "null", true, "deny"],
    ["camera and microphone", "media", ours, true, "deny"],
    ["location", "geolocation", ours, true, "deny"],
    ["notifications", "notifications", ours, true, "deny"],
    ["opening other programs", "openExternal", ours, true, "deny"],
    ["USB devices", "usb", ours, true, "deny"],
  ])("%s", (_what, permission, requestingUrl, isMainFrame, decision) => {
    expect(decidePermission({ permission, requestingUrl, isMainFrame }, host).decision).toBe(decision);
  });
});
