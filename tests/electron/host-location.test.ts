import path from "node:path";
import { describe, expect, it } from "vitest";
import { locateHost } from "../../electron/host-location.ts";

const shell = { resourcesPath: "/r", projectPath: "/p", platform: "linux" as const, environment: {} };

describe("where the host is", () => {
  it("in a package: beside the shell, on the Node that comes with it", () => {
    expect(locateHost({ ...shell, isPackaged: true, environment: { ULM_NODE: "/elsewhere/node" } })).toEqual({
      node: path.join("/r", "node", "node"),
      cli: path.join("/r", "host", "dist", "cli", "main.js"),
    });
  });
  it("in a package for Windows", () => {
    expect(locateHost({ ...shell, isPackaged: true, platform: "win32" }).node).toMatch(/node\.exe$/);
  });
  it("in a checkout: the Node that started us", () => {
    expect(locateHost({ ...shell, isPackaged: false, environment: { ULM_NODE: "/usr/bin/node" } })).toEqual({
      node: "/usr/bin/node",
      cli: path.join("/p", "dist", "cli", "main.js"),
    });
  });
});
