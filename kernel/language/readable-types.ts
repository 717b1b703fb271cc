/** Types of earlier cells are named like any other: `Point`, not `import("/home/…/.ulm-cell-3").Point`. */
export function withoutCellPaths(text: string): string {
  return text.replaceAll(/(?:typeof )?import\("[^"]*\.ulm-cell[^"]*"\)\.?/g, "");
}
