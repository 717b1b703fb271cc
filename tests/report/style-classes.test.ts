import { expect, test } from "vitest";
import { StyleClasses } from "../../report/style-classes.ts";

test.each([
  ["text-align: right", "text-align:right"],
  ["COLOR: Red; font-weight:normal;opacity:.7", "color:Red;font-weight:normal;opacity:.7"],
  [
    "background-color:rgba(0, 10%, 3, .5); width: calc(100% - 2px)",
    "background-color:rgba(0, 10%, 3, .5);width:calc(100% - 2px)",
  ],
  ["font-family: 'Noto Sans', serif", "font-family:'Noto Sans', serif"],
  [
    "color: var(--accent); grid-template-columns: repeat(2, minmax(0, 1fr))",
    "color:var(--accent);grid-template-columns:repeat(2, minmax(0, 1fr))",
  ],
])("harmless: %s", (style, declarations) => {
  const styles = new StyleClasses();
  expect(styles.classFor(style)).toBe("ulm-style-1");
  expect(styles.toCss()).toBe(`.ulm-style-1.ulm-style-1.ulm-style-1{${declarations}}`);
});

test.each([
  "position: fixed",
  "z-index: 9",
  "background: url(https://evil.example/x)",
  "background: URL (x)",
  "background: u\\\\72l(x)",
  "background: image-set('x' 1x)",
  "width: expression(alert(1))",
  "color: red}body{display:none",
  "color: red</style>",
  "color: /**/red;;",
  "font-family: 'unclosed",
  "width: calc(1px",
  "margin-top: -500px",
  "margin: 0 -9px",
  "behavior: x",
  "--accent: red",
  "color",
  "",
])("dropped: %s", (style) => {
  expect(new StyleClasses().classFor(style)).toBeUndefined();
});

test("equal styles share a class", () => {
  const styles = new StyleClasses();
  expect([styles.classFor("color:red"), styles.classFor("color:blue"), styles.classFor("color: red;")]).toEqual([
    "ulm-style-1",
    "ulm-style-2",
    "ulm-style-1",
  ]);
});
