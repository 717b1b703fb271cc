import ts from "typescript";
import type { CellEmitter } from "./cell-emitter.ts";
import { declareConstant } from "./declare-constant.ts";
import { rewriteMention } from "./mentions.ts";

const { factory } = ts;

/**
 * `import {a} from "m"` becomes `const m = await runtime.import("m")` and a getter `a` on the cell's module object, so
 * that this and later cells see the module's live binding. Types are left out; a module of which only types are taken is
 * not loaded.
 */
export function transformImport(
  statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration,
  emitter: CellEmitter,
): ts.Statement[] {
  if (ts.isImportEqualsDeclaration(statement)) return transformImportEquals(statement, emitter);
  const { importClause: clause, moduleSpecifier } = statement;
  if (!clause)
    return [at(factory.createExpressionStatement(load(moduleSpecifier, statement.attributes, emitter)), statement)];
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];

  const loaded = factory.createUniqueName("imported");
  const getters: ts.Statement[] = [];
  const add = (name: ts.Identifier, value: ts.Expression) => {
    if (emitter.references.isValue(name)) getters.push(defineGetter(name.text, value, emitter));
  };
  if (clause.name) add(clause.name, factory.createPropertyAccessExpression(loaded, "default"));
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name, loaded);
  else if (bindings) {
    for (const element of bindings.elements) {
      if (!element.isTypeOnly) add(element.name, member(loaded, element.propertyName ?? element.name));
    }
  }
  if (getters.length === 0 && (clause.name || !isEmpty(bindings))) return [];
  return [at(declareConstant(loaded, load(moduleSpecifier, statement.attributes, emitter)), statement), ...getters];
}

/** `export {a as b}`, `export {a} from "m"`, `export * as m from "m"`, `export * from "m"`. */
export function transformReexport(statement: ts.ExportDeclaration, emitter: CellEmitter): ts.Statement[] {
  const { exportClause: clause, moduleSpecifier } = statement;
  if (statement.isTypeOnly) return [];
  if (!moduleSpecifier) return clause && ts.isNamedExports(clause) ? exportOwn(clause, emitter) : [];
  const loaded = factory.createUniqueName("imported");
  const declaration = at(declareConstant(loaded, load(moduleSpecifier, statement.attributes, emitter)), statement);
  if (!clause) {
    const copy = factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("Object"), "assign"),
      undefined,
      [emitter.runtime.part("exports"), loaded],
    );
    return [declaration, factory.createExpressionStatement(copy)];
  }
  if (ts.isNamespaceExport(clause)) return [declaration, defineGetter(clause.name.text, loaded, emitter)];
  const getters = clause.elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => defineGetter(element.name.text, member(loaded, element.propertyName ?? element.name), emitter));
  return [declaration, ...getters];
}

function exportOwn(clause: ts.NamedExports, emitter: CellEmitter): ts.Statement[] {
  return clause.elements.flatMap((element) => {
    const local = element.propertyName;
    if (element.isTypeOnly || !local || !ts.isIdentifier(local) || local.text === element.name.text) return [];
    return [defineGetter(element.name.text, rewriteMention(local, emitter), emitter)];
  });
}

/** `import f = require("m")`, and `import B = A.B` of a namespace. */
function transformImportEquals(statement: ts.ImportEqualsDeclaration, emitter: CellEmitter): ts.Statement[] {
  const { name, moduleReference } = statement;
  if (statement.isTypeOnly || !emitter.references.isValue(name)) return [];
  if (!ts.isExternalModuleReference(moduleReference)) {
    return [defineGetter(name.text, emitter.entity(moduleReference), emitter)];
  }
  const loaded = factory.createUniqueName("imported");
  const value = factory.createLogicalOr(factory.createPropertyAccessExpression(loaded, "default"), loaded);
  return [
    at(declareConstant(loaded, load(moduleReference.expression, undefined, emitter)), statement),
    defineGetter(name.text, value, emitter),
  ];
}

function load(
  specifier: ts.Expression,
  attributes: ts.ImportAttributes | undefined,
  emitter: CellEmitter,
): ts.Expression {
  const options = attributes?.elements.map((each) =>
    factory.createPropertyAssignment(each.name.text, each.value as ts.Expression),
  );
  const args = options
    ? [
        specifier,
        factory.createObjectLiteralExpression([
          factory.createPropertyAssignment("with", factory.createObjectLiteralExpression(options)),
        ]),
      ]
    : [specifier];
  return factory.createAwaitExpression(factory.createCallExpression(emitter.runtime.part("import"), undefined, args));
}

/** `runtime.defineGetter("name", () => value);` */
function defineGetter(name: string, value: ts.Expression, emitter: CellEmitter): ts.Statement {
  const get = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, value);
  const args = [factory.createStringLiteral(name), get];
  return factory.createExpressionStatement(
    factory.createCallExpression(emitter.runtime.part("defineGetter"), undefined, args),
  );
}

function member(module: ts.Expression, name: ts.ModuleExportName): ts.Expression {
  return ts.isIdentifier(name)
    ? factory.createPropertyAccessExpression(module, name.text)
    : factory.createElementAccessExpression(module, factory.createStringLiteral(name.text));
}

function isEmpty(bindings: ts.NamedImportBindings | undefined): boolean {
  return bindings === undefined || (ts.isNamedImports(bindings) && bindings.elements.length === 0);
}

function at<S extends ts.Statement>(statement: S, node: ts.Node): S {
  return ts.setSourceMapRange(statement, node);
}
