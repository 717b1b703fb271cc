/**
 * Types as their authors named them: `Point`, not `import("/home/…/.ulm-cell-3").Point`; `Dataset`, not the
 * `index_d_Dataset` that a bundle of declarations makes of it.
 */
export function readableTypes(text: string): string {
  return text
    .replaceAll(/(?:typeof )?import\("[^"]*\.ulm-cell[^"]*"\)\.?/g, "")
    .replaceAll(/\bindex_d(?:\$\d+)?_(?=\w)/g, "");
}
