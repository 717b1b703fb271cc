const longWhole = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * JSON text in which whole numbers of more than 15 digits are strings: order and account numbers would lose their last digits as
 * JavaScript numbers. Strings are left alone.
 */
export function quoteLongNumbers(json: string): string {
  if (!/\d{16}/.test(json)) return json;
  const parts: string[] = [];
  for (let position = 0; position < json.length;) {
    const open = json.indexOf('"', position);
    const end = open < 0 ? json.length : open;
    parts.push(json.slice(position, end).replace(longWhole, '"$&"'));
    position = open < 0 ? json.length : endOfString(json, open);
    parts.push(json.slice(end, position));
  }
  return parts.join("");
}

/** Just behind the quote that closes the string that opens here. */
function endOfString(json: string, open: number): number {
  for (let close = json.indexOf('"', open + 1); close >= 0; close = json.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (json[close - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
  return json.length;
}
