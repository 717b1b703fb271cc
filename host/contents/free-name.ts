import { extname } from "node:path";

export interface Numbering {
  /** Between the stem and the number. */
  separator: string;
  /** Whether the first name has a number too. Default false. */
  isAlwaysNumbered?: boolean;
}

/**
 * The first name that is not taken: `Untitled.ipynb`, `Untitled1.ipynb`, `Untitled2.ipynb`; with another separator
 * `report-1.html`.
 *
 * @param name the wished name; the number goes before its extension
 */
export async function findFreeName(
  name: string,
  { separator, isAlwaysNumbered = false }: Numbering,
  isTaken: (candidate: string) => Promise<boolean>,
): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = isAlwaysNumbered ? 1 : 0; ; number += 1) {
    const candidate = number === 0 ? name : `${stem}${separator}${number}${extension}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}
