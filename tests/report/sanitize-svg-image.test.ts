import { expect, test } from "vitest";
import { sanitizeSvgImage } from "../../report/sanitize-svg-image.ts";

test("a drawing keeps its look: styles, gradients, case, text", () => {
  const svg =
    '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>*{stroke-linejoin: round}</style>' +
    '<defs><linearGradient id="g"><stop offset="0" style="stop-color: #fff"/></linearGradient></defs>' +
    '<path d="M0 0L9 9" style="fill: url(#g)"/><text>销量 &lt; 3</text></svg>';
  expect(sanitizeSvgImage(svg)).toBe(
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>*{stroke-linejoin: round}</style>' +
      '<defs><linearGradient id="g"><stop offset="0" style="stop-color: #fff"></stop></linearGradient></defs>' +
      '<path d="M0 0L9 9" style="fill: url(#g)"></path><text>销量 &lt; 3</text></svg>',
  );
});

test.each([
  ["script", "<script>alert(1)</script>"],
  ["script with a prefix", '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
  ["handler", '<rect onclick="alert(1)" onLoad="alert(1)"/>'],
  [
    "foreign content",
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>',
  ],
  ["link", '<a href="javascript:alert(1)"><text>x</text></a>'],
  ["animation of a link", '<animate attributeName="href" to="javascript:alert(1)"/>'],
  ["remote image", '<image href="https://evil.example/x.png"/>'],
  ["remote reference", '<use xlink:href="https://evil.example/x.svg#a"/>'],
  ["remote paint", '<rect style="fill: url(https://evil.example/x)" fill="url( \'https://evil.example/x\')"/>'],
  ["remote style", '<style>@import "https://evil.example/x.css";</style>'],
  ["entity", "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>"],
])("without %s", (_name, content) => {
  const clean = sanitizeSvgImage(`<svg onload="alert(1)">${content}<circle r="2"/></svg>`)!;
  expect(clean).toContain('<circle r="2"></circle>');
  expect(clean).not.toMatch(/<(\w+:)?script|\son\w+=|foreignObject|javascript:|evil|<a[\s>]|<animate/i);
});

test("what is not SVG is refused", () => {
  expect(sanitizeSvgImage("<html><b>x</b></html>")).toBeUndefined();
});
