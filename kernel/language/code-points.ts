/** Jupyter counts unicode code points, JavaScript UTF-16 units: they differ behind each emoji. */

/** @param offset in code points; beyond the text means its end */
export function toUtf16Offset(text: string, offset: number): number {
  let units = 0;
  for (let points = 0; points < offset && units < text.length; points++) {
    units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  }
  return units;
}

/** @param offset in UTF-16 units */
export function toCodePointOffset(text: string, offset: number): number {
  let points = 0;
  for (let units = 0; units < offset && units < text.length; points++) {
    units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  }
  return points;
}
