import ts from "typescript";
import { isVarList } from "./cell-text.ts";
import { isPreloaded } from "./preloaded.ts";
import type { RunId } from "./protocol.ts";
import { runOfSpecifier } from "./scope-header.ts";

/** Where the value of a name lives that an identifier in a cell refers to. */
export type Reference =
  | { kind: "own"; name: string; declarations: readonly ts.Declaration[] }
  | { kind: "earlier"; name: string; runId: RunId }
  | { kind: "preloaded"; name: string };

/**
 * Tells which identifiers of a cell mean something at the top level of this or an earlier cell. It asks the checker, so
 * that locals and parameters shadow as they should.
 */
export class CellReferences {
  readonly #checker: ts.TypeChecker;
  readonly #file: ts.SourceFile;
  readonly #targets: Map<ts.Declaration, Reference>;

  /**
   * @param file scope header and cell, bound
   * @param start where the cell begins in it
   */
  constructor(checker: ts.TypeChecker, file: ts.SourceFile, start: number) {
    this.#checker = checker;
    this.#file = file;
    this.#targets = new Map();
    for (const statement of file.statements) {
      if (statement.getStart(file) < start) this.#addHeader(statement);
      else this.#addOwn(statement);
    }
  }

  /** @param identifier in the parse tree, used as an expression, an assignment target or a shorthand property */
  resolve(identifier: ts.Identifier): Reference | undefined {
    if (identifier.getSourceFile() !== this.#file) return undefined;
    const { parent } = identifier;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(parent)
      : ts.isExportSpecifier(parent)
        ? this.#checker.getExportSpecifierLocalTargetSymbol(parent)
        : this.#checker.getSymbolAtLocation(identifier);
    for (const declaration of symbol?.declarations ?? []) {
      const target = this.#targets.get(declaration);
      if (target) return target.kind === "own" ? { ...target, declarations: symbol!.declarations! } : target;
    }
    return undefined;
  }

  /** Whether a name means nothing that this notebook declares. */
  isGlobal(identifier: ts.Identifier): boolean {
    const declarations = this.#checker.getSymbolAtLocation(identifier)?.declarations ?? [];
    return declarations.every((declaration) => declaration.getSourceFile() !== this.#file);
  }

  /** Whether an import, or a name it declares, stands for something that exists at run time. */
  isValue(name: ts.Identifier): boolean {
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (!symbol) return true;
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    return (target.flags & ts.SymbolFlags.Value) !== 0 || target.declarations === undefined;
  }

  #addHeader(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      if (statement.declarationList.flags & ts.NodeFlags.Const) return;
      const declaration = statement.declarationList.declarations[0]!;
      const type = declaration.type as ts.ImportTypeNode;
      const specifier = ((type.argument as ts.LiteralTypeNode).literal as ts.StringLiteral).text;
      const name = (declaration.name as ts.Identifier).text;
      this.#targets.set(declaration, { kind: "earlier", name, runId: runOfSpecifier(specifier)! });
    } else if (ts.isImportDeclaration(statement)) {
      const runId = runOfSpecifier((statement.moduleSpecifier as ts.StringLiteral).text);
      const bindings = statement.importClause!.namedBindings!;
      for (const declaration of ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements) {
        const name = declaration.name.text;
        if (runId !== undefined) this.#targets.set(declaration, { kind: "earlier", name, runId });
        else if (isPreloaded(name)) this.#targets.set(declaration, { kind: "preloaded", name });
      }
    }
  }

  #addOwn(statement: ts.Statement): void {
    const add = (declaration: ts.Declaration & { name?: ts.Node | undefined }) => {
      if (declaration.name && ts.isIdentifier(declaration.name)) {
        this.#targets.set(declaration, { kind: "own", name: declaration.name.text, declarations: [] });
      }
    };
    if (isAmbient(statement)) return;
    if (ts.isVariableStatement(statement))
      statement.declarationList.declarations.forEach((each) => addBindings(each, add));
    else if (ts.isImportDeclaration(statement)) {
      const { importClause } = statement;
      const bindings = importClause?.namedBindings;
      if (importClause) add(importClause);
      if (bindings) (ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements).forEach(add);
    } else if (isNamedStatement(statement)) add(statement);
    else addHoisted(statement, add);
  }
}

type NamedStatement =
  ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration | ts.ModuleDeclaration | ts.ImportEqualsDeclaration;

function isNamedStatement(node: ts.Node): node is NamedStatement {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

export function isAmbient(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
  );
}

type Add = (declaration: ts.Declaration & { name?: ts.Node | undefined }) => void;

function addBindings(declaration: ts.VariableDeclaration | ts.BindingElement, add: Add): void {
  if (ts.isIdentifier(declaration.name)) return add(declaration);
  for (const element of declaration.name.elements) if (ts.isBindingElement(element)) addBindings(element, add);
}

function addHoisted(node: ts.Node, add: Add): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleBlock(node)) return;
  if (isVarList(node)) node.declarations.forEach((each) => addBindings(each, add));
  ts.forEachChild(node, (child) => addHoisted(child, add));
}
