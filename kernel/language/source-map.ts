const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

interface RawSourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

/**
 * Adapts the source map of a cell that was compiled with `headerLines` lines before it, and whose output was then put
 * after `leadingLines` lines. Positions are stored as differences, so only the first one has to be changed.
 */
export function relocateSourceMap(
  json: string,
  shift: { headerLines: number; leadingLines: number; sourceName: string },
): string {
  const { mappings, names } = JSON.parse(json) as RawSourceMap;
  const moved = mappings.replace(/[^,;]+/, (segment) => {
    const [column, source, line, ...rest] = decode(segment);
    return encode([column!, source!, line! - shift.headerLines, ...rest]);
  });
  const map: RawSourceMap = {
    version: 3,
    sources: [shift.sourceName],
    names,
    mappings: ";".repeat(shift.leadingLines) + moved,
  };
  return JSON.stringify(map);
}

/** Variable-length quantities in base 64, least significant digit first; the lowest bit of a value is its sign. */
function decode(segment: string): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    values.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return values;
}

function encode(values: number[]): string {
  let text = "";
  for (const value of values) {
    let rest = value < 0 ? (-value << 1) | 1 : value << 1;
    do {
      const digit = rest & 31;
      rest >>>= 5;
      text += digits[rest > 0 ? digit | 32 : digit];
    } while (rest > 0);
  }
  return text;
}
