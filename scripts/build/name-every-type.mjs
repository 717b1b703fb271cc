// @ts-check
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import ts from "typescript";

/**
 * Splits a bundle of declarations in two: `<name>-all.d.ts` exports all that it declares, `<name>.d.ts` what the package
 * means to export. A cell's inferred type can then be written down even where the package keeps its name to itself;
 * otherwise TypeScript spells out its whole structure, which takes seconds for TensorFlow.js.
 *
 * @param {string} file a `.d.ts` whose local exports are `export {…}` lists, as Rollup writes them
 */
export async function nameEveryType(file) {
  const text = await readFile(file, "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext);
  const lists = tree.statements.filter(ts.isExportDeclaration);
  const own = lists.filter((list) => !list.moduleSpecifier);
  const names = new Set(tree.statements.flatMap(declaredNames));
  /** @type {string[]} */
  const publicNames = [];
  for (const { exportClause } of own) {
    if (!exportClause || !ts.isNamedExports(exportClause)) continue;
    for (const { name, propertyName } of exportClause.elements) {
      const local = (propertyName ?? name).text;
      names.add(local);
      publicNames.push(local === name.text ? local : `${local} as ${name.text}`);
    }
  }
  if (names.size === 0) return;
  const all = file.replace(/\.d\.ts$/, "-all.d.ts");
  const forwarded = lists.filter((list) => list.moduleSpecifier).map((list) => text.slice(list.pos, list.end).trim());
  await writeFile(all, `${without(text, lists)}\nexport { ${[...names].join(", ")} };\n`);
  const facade = `export { ${publicNames.join(", ")} } from "./${basename(all, ".d.ts")}";`;
  await writeFile(file, `${[...forwarded, facade].join("\n")}\n`);
}

/**
 * @param {ts.Statement} statement
 * @returns {string[]}
 */
function declaredNames(statement) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isNamed && statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

/**
 * @param {string} text
 * @param {readonly ts.Node[]} nodes in order
 */
function without(text, nodes) {
  let kept = "";
  let position = 0;
  for (const { pos, end } of nodes) {
    kept += text.slice(position, pos);
    position = end;
  }
  return kept + text.slice(position);
}
