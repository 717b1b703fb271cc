import { expect, test } from "vitest";
import { sanitizeHtml } from "../../report/sanitize-html.ts";
import { StyleClasses } from "../../report/style-classes.ts";

const clean = (html: string) =>
  sanitizeHtml(html, { styles: new StyleClasses(), idPrefix: "c1-", describeMissingImage: () => "missing" });

test("a drawing keeps its gradients and clip paths, by names of its own", () => {
  const svg =
    '<svg><defs><clipPath id="a"><rect width="2"/></clipPath><linearGradient id="b"><stop offset="0" stop-color="red"/>' +
    '</linearGradient><radialGradient id="c"><stop offset="1"/></radialGradient></defs><path clip-path="url(#a)" fill="url(#b)"/></svg>';
  const drawn = clean(svg);
  expect(drawn).toContain('<clipPath id="c1-a"><rect width="2"></rect></clipPath>');
  expect(drawn).toContain('<linearGradient id="c1-b"><stop offset="0" stop-color="red"></stop></linearGradient>');
  expect(drawn).toContain('<radialGradient id="c1-c">');
  expect(drawn).toContain('<path clip-path="url(#c1-a)" fill="url(#c1-b)">');
});
