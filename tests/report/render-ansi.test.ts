import { expect, test } from "vitest";
import { renderAnsi } from "../../report/render-ansi.ts";
import { StyleClasses } from "../../report/style-classes.ts";

test.each([
  ["plain", "a < b", "a &lt; b"],
  ["a colour", "\x1b[31mred\x1b[0m x", '<span class="ansi-red-fg">red</span> x'],
  ["bold and bright", "\x1b[1;92mok\x1b[22;39m x", '<span class="ansi-bright-green-fg ansi-bold">ok</span> x'],
  ["inverse", "\x1b[7;34mx", '<span class="ansi-blue-bg">x</span>'],
  ["a palette colour of the sixteen", "\x1b[38;5;9mx", '<span class="ansi-bright-red-fg">x</span>'],
  ["other escapes vanish", "\x1b[2Ja\x1b]0;title\x07b\x1b[?25lc", "abc"],
  ["a progress bar keeps its last state", "1 %\r50 %\r100 %\ndone\r\n", "100 %\ndone\n"],
  ["control characters vanish", "a\x00\x08b\tc", "ab\tc"],
])("%s", (_name, text, html) => {
  expect(renderAnsi(text, new StyleClasses())).toBe(html);
});

test("colours by value become classes of the style sheet", () => {
  const styles = new StyleClasses();
  expect(renderAnsi("\x1b[38;2;1;2;3ma\x1b[48;5;196mb", styles)).toBe(
    '<span class="ulm-style-1">a</span><span class="ulm-style-1 ulm-style-2">b</span>',
  );
  expect(styles.toCss()).toContain("{color:rgb(1,2,3)}");
  expect(styles.toCss()).toContain("{background-color:rgb(255,0,0)}");
});
