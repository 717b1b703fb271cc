import { describe, expect, test } from "vitest";
import { closedLoader } from "../../../renderer/vega/closed-loader.ts";

describe("closedLoader", () => {
  test.each(["https://example.org/data.csv", "/files/secret.csv", "data:text/csv,a%0A1", "file:///etc/passwd"])(
    "does not load %s",
    async (address) => {
      await expect(closedLoader.load(address)).rejects.toThrow(/do not load/);
    },
  );

  test.each<[string, "href" | "image", boolean]>([
    ["data:image/png;base64,AAAA", "image", true],
    ["data:text/html,<b>", "image", false],
    ["https://example.org/a.png", "image", false],
    ["https://example.org/", "href", true],
    ["javascript:alert(1)", "href", false],
    ["data:text/html,x", "href", false],
  ])("%s as %s: %s", async (address, context, allowed) => {
    const verdict = await closedLoader.sanitize(address, { context }).then(
      () => true,
      () => false,
    );
    expect(verdict).toBe(allowed);
  });

  test("opens links in another window that cannot reach back", async () => {
    const link = await closedLoader.sanitize("https://example.org/", { context: "href" });
    expect(link).toEqual({ href: "https://example.org/", target: "_blank", rel: "noopener noreferrer" });
  });
});
