import { expect, it } from "vitest";
import { RememberedSettings } from "../../../host/kernels/remembered-settings.ts";

it("there is nothing to tell a kernel of our own that was told nothing", () => {
  expect(new RememberedSettings("ulm").request).toBeNull();
});

it("a kernel is told all that its predecessor was told, the later outranking the earlier", () => {
  const settings = new RememberedSettings("ulm");
  settings.remember({ settings: { typeErrors: "warn", decorators: "legacy" } });
  settings.remember({ settings: { typeErrors: null } });
  expect(settings.request).toEqual({ settings: { typeErrors: null, decorators: "legacy" } });
});

it("a kernel of another name is told so, and starts afresh with every such name", () => {
  const settings = new RememberedSettings("deno");
  expect(settings.request).toEqual({ kernel: "deno", settings: {} });
  settings.remember({ settings: { typeErrors: "warn" } });
  settings.remember({ kernel: "tslab" });
  expect(settings.request).toEqual({ kernel: "tslab", settings: {} });
});
