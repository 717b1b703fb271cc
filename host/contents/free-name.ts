import { extname } from "node:path";

/**
 * The first name that is not taken, numbered as Jupyter numbers: `Untitled.ipynb`, `Untitled1.ipynb`; with a separator,
 * `report.html`, `report-1.html`.
 *
 * @param name the wished name; the number goes before its extension
 */
export async function findFreeName(
  name: string,
  isTaken: (candidate: string) => Promise<boolean>,
  separator = "",
): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? name : `${stem}${separator}${number}${extension}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}
