import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, it, vi } from "vitest";
import { toMenuTemplate } from "../../electron/menu.ts";
import { shellCommands } from "../../electron/shell-command.ts";
import { textsIn } from "../../electron/texts.ts";

const actions = { send: vi.fn(), openNotebook: vi.fn(), openWorkspace: vi.fn() };

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
}

describe("the native menu", () => {
  it("offers every command of the bridge, once", () => {
    actions.send.mockClear();
    for (const item of items(toMenuTemplate(textsIn("en"), "linux", actions))) {
      (item.click as (() => void) | undefined)?.();
    }
    expect(actions.send.mock.calls.flat().toSorted()).toEqual([...shellCommands].toSorted());
  });
  it("leaves accelerators to the page", () => {
    const withAccelerator = items(toMenuTemplate(textsIn("en"), "linux", actions)).filter((item) => item.accelerator);
    expect(withAccelerator.length).toBeGreaterThan(0);
    expect(withAccelerator.every((item) => item.registerAccelerator === false)).toBe(true);
  });
  it("has the application menu on macOS only", () => {
    const roles = (platform: NodeJS.Platform) =>
      toMenuTemplate(textsIn("en"), platform, actions).map((menu) => menu.role);
    expect(roles("darwin")).toContain("appMenu");
    expect(roles("win32")).not.toContain("appMenu");
  });
  it("speaks Chinese", () => {
    expect(toMenuTemplate(textsIn("zh-CN"), "linux", actions)[0].label).toBe("文件");
  });
});
