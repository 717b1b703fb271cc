import { describe, expect, it } from "vitest";
import { progressHtml, progressText } from "../../../kernel/execution/progress-text.ts";

const halfway = { label: "Model", done: 50, total: 100, elapsed: 2000, counted: 50, isOver: false };

describe("progressText", () => {
  it("says the share, the rate and the time that is left, in both languages", () => {
    const bar = "█".repeat(12) + "░".repeat(12);
    expect(progressText(halfway)).toEqual({
      en: `Model ${bar} 50 % · 25/s · 2.0 s left`,
      "zh-CN": `Model ${bar} 50 % · 25/秒 · 剩余 2.0 秒`,
    });
  });

  it("translates the label of what was given none", () => {
    const { en, "zh-CN": chinese } = progressText({ ...halfway, label: "Progress" });
    expect([en.split(" ")[0], chinese.split(" ")[0]]).toEqual(["Progress", "进度"]);
  });

  it("counts only what was done since the counting began", () => {
    expect(progressText({ ...halfway, counted: 10 }).en).toContain("5/s · 10 s left");
  });

  it("says how many there are, and for how long, when the total is not known", () => {
    expect(progressText({ ...halfway, done: 1500, total: 0, counted: 1500 })).toEqual({
      en: "Model 1,500 · 750/s · 2.0 s",
      "zh-CN": "Model 1,500 · 750/秒 · 2.0 秒",
    });
  });

  it("says how long it has taken while nothing is done yet", () => {
    expect(progressText({ ...halfway, done: 0, counted: 0 }).en).toBe(`Model ${"░".repeat(24)} 0 % · 2.0 s`);
  });

  it("ends with the number and the time, also when it was left half-way", () => {
    expect(progressText({ ...halfway, done: 100, counted: 100, isOver: true }).en).toMatch(
      /^Model █{24} 100 % \(100\/100\) · 50\/s · 2\.0 s$/,
    );
    expect(progressText({ ...halfway, isOver: true }).en).toMatch(/50 % \(50\/100\) · 25\/s · 2\.0 s$/);
  });

  it("shows labels as text", () => {
    expect(progressHtml({ en: "<b>&", "zh-CN": "x" })).toBe(
      '<pre><span class="ulm-text" lang="en">&#60;b&#62;&#38;</span> <span class="ulm-text" lang="zh-CN">x</span></pre>',
    );
  });
});
