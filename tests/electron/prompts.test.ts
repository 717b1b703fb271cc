import { describe, expect, it } from "vitest";
import * as prompts from "../../electron/prompts.ts";
import { toLanguage } from "../../electron/language.ts";
import { textsIn } from "../../electron/texts.ts";

const texts = textsIn("en");
const all = [
  prompts.unsavedWorkPrompt(texts),
  prompts.hostDiedPrompt(texts, "exit code 1"),
  prompts.hostFailedPrompt(texts, "no permission"),
  prompts.pageDiedPrompt(texts, "crashed"),
  prompts.pageHangsPrompt(texts),
  prompts.copyPrompt(texts, "/tmp/a.ipynb"),
];

describe("questions of the shell", () => {
  it.each(all)("$title: dismissing it is one of the answers", ({ choices, whenDismissed }) => {
    expect(choices.map(({ answer }) => answer)).toContain(whenDismissed);
  });
  it("dismissing the question about unsaved work loses nothing", () => {
    expect(prompts.unsavedWorkPrompt(texts).whenDismissed).toBe("stay");
  });
  it("give the reason", () => {
    expect(prompts.hostDiedPrompt(texts, "exit code 7").detail).toContain("exit code 7");
  });
});

describe("language of the shell", () => {
  it.each([
    ["zh-CN", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["zh", "zh-CN"],
    ["en-GB", "en"],
    ["de", "en"],
  ])("%s", (locale, language) => {
    expect(toLanguage(locale)).toBe(language);
  });
});
