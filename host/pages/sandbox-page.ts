/**
 * The page of an iframe in which a trusted notebook's scripted HTML output runs, in an origin of its own. The window posts
 * `{type: "ulm-sandbox:show", html}` to it; it posts `{type: "ulm-sandbox:ready"}` when it listens and
 * `{type: "ulm-sandbox:height", height}` (in CSS pixels) whenever the height of what it shows changes.
 */
export const sandboxPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Output</title>
<style>html, body { margin: 0; background: transparent; font: 14px/1.5 system-ui, sans-serif; }</style>
</head>
<body>
<script>
"use strict";
(() => {
  const tell = (message) => parent.postMessage(message, "*");
  addEventListener("message", (event) => {
    if (event.source !== parent || event.data?.type !== "ulm-sandbox:show") return;
    const range = document.createRange();
    range.selectNodeContents(document.body);
    // Scripts made this way run when they are put into the document.
    document.body.replaceChildren(range.createContextualFragment(String(event.data.html)));
  });
  new ResizeObserver(() => {
    tell({ type: "ulm-sandbox:height", height: document.documentElement.offsetHeight });
  }).observe(document.documentElement);
  tell({ type: "ulm-sandbox:ready" });
})();
</script>
</body>
</html>
`;
