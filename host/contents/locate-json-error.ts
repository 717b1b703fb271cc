export interface JsonProblem {
  /** From 1. */
  line: number;
  /** In UTF-16 units, from 1. */
  column: number;
  problem: string;
}

/** A token of JSON, anchored where the scan stands. */
const token =
  // eslint-disable-next-line no-control-regex -- JSON forbids control characters in its texts
  /[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = "value" | "value or ]" | "key or }" | "key" | ":" | ", or }" | ", or ]" | "end";

/**
 * Where a text stops being JSON, or null when it is JSON. `JSON.parse` does not always say where, and never in lines.
 */
export function locateJsonError(text: string): JsonProblem | null {
  const open: ("{" | "[")[] = [];
  const afterValue = (): Expected => (open.length === 0 ? "end" : open.at(-1) === "{" ? ", or }" : ", or ]");
  let expected: Expected = "value";
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) return problemAt(text, at, describeBroken(text, at));
    if (!fits(found, expected))
      return problemAt(text, at, `${spell(expected)} should stand here, not ${shorten(found)}`);
    if (found === "{" || found === "[") open.push(found);
    if (found === "}" || found === "]") open.pop();
    expected = next(found, expected, afterValue);
    at += found.length;
  }
  return expected === "end"
    ? null
    : problemAt(text, text.length, `the text ends where ${spell(expected)} should stand`);
}

function fits(found: string, expected: Expected): boolean {
  const isValue = !/^[}\]:,]$/.test(found);
  if (expected === "value") return isValue;
  if (expected === "value or ]") return isValue || found === "]";
  if (expected === "key") return found.startsWith('"');
  if (expected === "key or }") return found.startsWith('"') || found === "}";
  if (expected === ", or }") return found === "," || found === "}";
  if (expected === ", or ]") return found === "," || found === "]";
  return found === expected;
}

function next(found: string, expected: Expected, afterValue: () => Expected): Expected {
  if (found === "{") return "key or }";
  if (found === "[") return "value or ]";
  if (found === ":") return "value";
  if (found === ",") return expected === ", or }" ? "key" : "value";
  if (expected === "key" || expected === "key or }") return found === "}" ? afterValue() : ":";
  return afterValue();
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text[at])) at += 1;
  return at;
}

function spell(expected: Expected): string {
  const names: Record<Expected, string> = {
    value: "a value",
    "value or ]": 'a value or "]"',
    key: "a key in quotes",
    "key or }": 'a key in quotes or "}"',
    ":": '":"',
    ", or }": '"," or "}"',
    ", or ]": '"," or "]"',
    end: "nothing more",
  };
  return names[expected];
}

function describeBroken(text: string, at: number): string {
  if (text[at] === '"') return "this text in quotes is not closed on its line, or has a wrong escape";
  return `${shorten(text.slice(at, at + 12))} is not JSON`;
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
}

function problemAt(text: string, at: number, problem: string): JsonProblem {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { line, column: at - (before.lastIndexOf("\n") + 1) + 1, problem };
}
