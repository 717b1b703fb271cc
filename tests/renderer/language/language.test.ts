import { describe, expect, it } from "vitest";
import { otherLanguage, toLanguage } from "../../../renderer/language/language.ts";

describe("the language of prose", () => {
  it.each([
    ["en", "en"],
    ["default", "en"],
    ["fr-FR", "en"],
    ["zh-CN", "zh-CN"],
    ["zh_CN", "zh-CN"],
    ["zh", "zh-CN"],
  ])("with the interface in %s is %s", (locale, language) => {
    expect(toLanguage(locale)).toBe(language);
  });
  it("is switched back and forth", () => {
    expect(otherLanguage(otherLanguage("zh-CN"))).toBe("zh-CN");
  });
});
