import ts from "typescript";
import { typeErrorModes, type TypeErrorMode } from "../../notebooks/kernel-settings.ts";

/** A cell as written, parsed on its own: enough to know what it declares and mentions before its types are known. */
export interface CellText {
  source: string;
  tree: ts.SourceFile;
  syntaxErrors: readonly ts.DiagnosticWithLocation[];
  /** Declared at its top level, `var`s of nested blocks included, and the names it exports. */
  declared: Map<string, DeclaredName>;
  /** Declared names that its own `export` keywords do not export. */
  unexported: string[];
  /** Every identifier in it, whatever its role. */
  mentioned: Set<string>;
  /** It says `// @ts-nocheck`. */
  unchecked: boolean;
  /** It says `// @type-errors warn`, which holds for the cells after it, too. */
  typeErrors: TypeErrorMode | undefined;
}

/** `variable` can be assigned by later cells; `ambient` exists elsewhere (`declare const x`), so it is never rewritten. */
export interface DeclaredName {
  kind: "variable" | "constant" | "ambient" | "type";
}

export function parseCell(source: string): CellText {
  const tree = ts.createSourceFile(
    "cell.ts",
    source,
    { languageVersion: ts.ScriptTarget.ESNext, setExternalModuleIndicator: markAsModule },
    true,
    ts.ScriptKind.TS,
  ) as ParsedFile;
  const declared = new Map<string, DeclaredName>();
  const exported = new Set<string>();
  for (const statement of tree.statements) declare(statement, declared, exported);
  return {
    source,
    tree,
    syntaxErrors: tree.parseDiagnostics,
    declared,
    unexported: [...declared.keys()].filter((name) => !exported.has(name)),
    mentioned: identifiersIn(tree),
    unchecked: tree.checkJsDirective?.enabled === false,
    typeErrors: typeErrorDirective(source),
  };
}

/** Fields that the parser fills in but TypeScript's declarations leave out. */
interface ParsedFile extends ts.SourceFile {
  parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  checkJsDirective?: { enabled: boolean };
}

/** In the comments before the first statement, as `@ts-nocheck`. */
function typeErrorDirective(source: string): TypeErrorMode | undefined {
  const comments = ts.getLeadingCommentRanges(source, 0) ?? [];
  const said = comments.map(({ pos, end }) => /^\/\/\s*@type-errors\s+(\w+)\s*$/.exec(source.slice(pos, end))?.[1]);
  return typeErrorModes.find((mode) => said.includes(mode));
}

/** Makes the parser take top-level `await` as such. */
function markAsModule(file: ts.SourceFile): void {
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
}

function identifiersIn(tree: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function declare(statement: ts.Statement, declared: Map<string, DeclaredName>, exported: Set<string>): void {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
  const ambient = has(ts.SyntaxKind.DeclareKeyword);
  const add = (name: string, kind: DeclaredName["kind"]) => {
    const known = declared.get(name);
    if (!known || known.kind === "type") declared.set(name, { kind: ambient && kind !== "type" ? "ambient" : kind });
    if (has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword)) exported.add(name);
  };

  if (ts.isVariableStatement(statement)) {
    const scope = statement.declarationList.flags & ts.NodeFlags.BlockScoped;
    const kind = scope === ts.NodeFlags.None || scope === ts.NodeFlags.Let ? "variable" : "constant";
    for (const name of namesOf(statement.declarationList)) add(name, kind);
  } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
    add(statement.name.text, "type");
  } else if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  ) {
    if (statement.name) add(statement.name.text, "constant");
  } else if (ts.isModuleDeclaration(statement)) {
    if (ts.isIdentifier(statement.name) && !(statement.flags & ts.NodeFlags.GlobalAugmentation)) {
      add(statement.name.text, "constant");
    }
  } else if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) {
    for (const { text } of importedNames(statement)) add(text, "constant");
  } else if (ts.isExportDeclaration(statement)) {
    for (const { name, isNew } of exportedNames(statement)) {
      if (isNew && !declared.has(name)) declared.set(name, { kind: "constant" });
      exported.add(name);
    }
  } else {
    for (const name of hoistedNames(statement)) add(name, "variable");
  }
}

/** The identifiers that an import declares. */
export function importedNames(statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration): ts.Identifier[] {
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name];
  const { name, namedBindings } = statement.importClause ?? {};
  const bindings = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [namedBindings.name]
      : namedBindings.elements.map((element) => element.name);
  return name ? [name, ...bindings] : bindings;
}

/** `export {a}` declares nothing new, `export {a as b}` and `export {a} from "m"` do. */
function exportedNames({ exportClause, moduleSpecifier }: ts.ExportDeclaration): { name: string; isNew: boolean }[] {
  if (!exportClause) return [];
  if (ts.isNamespaceExport(exportClause)) return [{ name: exportClause.name.text, isNew: true }];
  return exportClause.elements.map(({ name, propertyName }) => ({
    name: name.text,
    isNew: moduleSpecifier !== undefined || (propertyName !== undefined && propertyName.text !== name.text),
  }));
}

function namesOf(list: ts.VariableDeclarationList): string[] {
  const inBinding = (name: ts.BindingName): string[] =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isBindingElement(element) ? inBinding(element.name) : []));
  return list.declarations.flatMap((declaration) => inBinding(declaration.name));
}

/** `var`s of nested blocks belong to the cell, too. */
function hoistedNames(statement: ts.Node): string[] {
  if (ts.isFunctionLike(statement) || ts.isClassLike(statement) || ts.isModuleBlock(statement)) return [];
  const own = isVarList(statement) ? namesOf(statement) : [];
  const nested: string[] = [];
  ts.forEachChild(statement, (child) => void nested.push(...hoistedNames(child)));
  return [...own, ...nested];
}

export function isVarList(node: ts.Node): node is ts.VariableDeclarationList {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0;
}
