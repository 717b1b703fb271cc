/* eslint-disable no-control-regex -- JSON forbids control characters inside strings. */
const space = /[ \t\r\n]*/y;
const scalar =
  /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const key = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"[ \t\r\n]*:/y;

/**
 * Where a text stops being JSON (RFC 8259); its length when only its end is missing. JavaScript's own parser tells the place in some
 * messages and versions only.
 */
export function findJsonError(text: string): number {
  const open: ("{" | "[")[] = [];
  let position = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = position;
    if (!pattern.test(text)) return false;
    position = pattern.lastIndex;
    return true;
  };
  let expects: "value" | "firstItem" | "next" | "end" = "value";
  for (;;) {
    take(space);
    const character = text[position];
    if (character === undefined || expects === "end") return position;
    if (expects === "next") {
      if (character === ",") {
        position++;
        take(space);
        if (open.at(-1) === "{" && !take(key)) return position;
        expects = "value";
        continue;
      }
      if (character !== closing(open.at(-1)!)) return position;
    }
    if (expects !== "value" && character === closing(open.at(-1)!)) {
      position++;
      open.pop();
    } else if (expects === "firstItem" && open.at(-1) === "{") {
      if (!take(key)) return position;
      expects = "value";
      continue;
    } else if (character === "{" || character === "[") {
      position++;
      open.push(character);
      expects = "firstItem";
      continue;
    } else if (!take(scalar)) return position;
    expects = open.length > 0 ? "next" : "end";
  }
}

function closing(open: "{" | "["): string {
  return open === "{" ? "}" : "]";
}
