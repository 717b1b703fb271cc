/**
 * Types as their authors named them: `Point`, not `import("/home/…/.ulm-cell-3").Point`; `Dataset`, not the
 * `index_d_Dataset` that a bundle of declarations makes of it; `ulm.trust`, not the file that declares it.
 */
export function readableTypes(text: string): string {
  return text
    .replaceAll(/(?:typeof )?import\("[^"]*\.ulm-cell[^"]*"\)\.?/g, "")
    .replaceAll(/typeof import\("[^"]*\/prelude\/ulm-(\w+)"\)/g, "ulm.$1")
    .replaceAll(/(?:typeof )?import\("[^"]*\/prelude\/[^"]*"\)\.?/g, "")
    .replaceAll(/\bindex_d(?:\$\d+)?_(?=\w)/g, "");
}
