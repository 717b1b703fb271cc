import { expect, test } from "vitest";
import { hasScripts } from "../../../renderer/sandbox/has-scripts.ts";

test.each([
  "<script>1</script>",
  "<SCRIPT src=x></SCRIPT>",
  '<img src="x" onerror="alert(1)">',
  "<a href='javascript:void 0'>x</a>",
  '<svg\nonload="x()">',
  "<iframe srcdoc='<p>x'></iframe>",
])("finds code in %s", (html) => expect(hasScripts(html)).toBe(true));

test.each([
  "<p>on time = now</p>",
  "<table><tr><td>1</td></tr></table>",
  "<b>description</b>",
  "<style>p { color: red }</style>",
])("finds none in %s", (html) => expect(hasScripts(html)).toBe(false));
