import ts from "typescript";
import { isVarList } from "../cell-text.ts";
import { innermostExpression } from "../outer-expressions.ts";
import { bindingTarget } from "./binding-target.ts";
import type { CellEmitter } from "./cell-emitter.ts";

const { factory } = ts;

/** A declaration of variables becomes assignments to the cell's module object. */
export function emitVariables(list: ts.VariableDeclarationList, emitter: CellEmitter): ts.Statement[] {
  if (isUsing(list)) return [emitUsing(list, emitter)];
  return list.declarations.map((declaration) => {
    const { name, initializer } = declaration;
    if (ts.isIdentifier(name) && initializer && isAnonymousFunction(initializer)) {
      return emitNamed(declaration, name, initializer, emitter);
    }
    const assignment = initializer ? assign(declaration, initializer, emitter) : reset(declaration, list, emitter);
    const statement = factory.createExpressionStatement(ts.setSourceMapRange(assignment, declaration));
    return ts.setSourceMapRange(statement, declaration);
  });
}

function assign({ name }: ts.VariableDeclaration, value: ts.Expression, emitter: CellEmitter): ts.Expression {
  return factory.createAssignment(bindingTarget(name, emitter), emitter.expression(value));
}

/** A name declared without a value exists all the same; an earlier assignment to a `var` survives its declaration. */
function reset(
  { name }: ts.VariableDeclaration,
  list: ts.VariableDeclarationList,
  emitter: CellEmitter,
): ts.Expression {
  const target = bindingTarget(name, emitter);
  return factory.createAssignment(target, isVarList(list) ? target : factory.createVoidZero());
}

/** JavaScript names an anonymous function after the variable it initialises, but not after a property. */
function emitNamed(
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
  initializer: ts.Expression,
  emitter: CellEmitter,
): ts.Statement {
  const constant = factory.createVariableDeclaration(name, undefined, undefined, emitter.expression(initializer));
  const list = factory.createVariableDeclarationList([constant], ts.NodeFlags.Const);
  return factory.createBlock([
    ts.setSourceMapRange(factory.createVariableStatement(undefined, list), declaration),
    emitter.runtime.assignExport(name.text, factory.createIdentifier(name.text)),
  ]);
}

/** `using x = f()` still disposes at the end of the cell; later cells see the disposed resource. */
function emitUsing(list: ts.VariableDeclarationList, emitter: CellEmitter): ts.Statement {
  const declarations = list.declarations.map((declaration) =>
    factory.updateVariableDeclaration(
      declaration,
      factory.createUniqueName((declaration.name as ts.Identifier).text),
      undefined,
      undefined,
      assign(declaration, declaration.initializer!, emitter),
    ),
  );
  return factory.createVariableStatement(undefined, factory.updateVariableDeclarationList(list, declarations));
}

/** Whether a node declares, with `var` in a nested block or a loop's head, names of the top level. */
export function isHoisted(
  node: ts.Node,
  { references }: CellEmitter,
): node is ts.VariableStatement | ts.VariableDeclarationList {
  const list = ts.isVariableStatement(node) ? node.declarationList : node;
  if (!isVarList(list)) return false;
  const name = firstName(list.declarations[0]!.name);
  return name !== undefined && references.resolve(name)?.kind === "own";
}

export function emitHoisted(node: ts.VariableStatement | ts.VariableDeclarationList, emitter: CellEmitter): ts.Node {
  if (ts.isVariableStatement(node)) {
    const statements = emitVariables(node.declarationList, emitter);
    return statements.length === 1 ? statements[0]! : factory.createBlock(statements);
  }
  if (ts.isForInStatement(node.parent) || ts.isForOfStatement(node.parent)) {
    return bindingTarget(node.declarations[0]!.name, emitter);
  }
  const assignments = node.declarations.map((declaration) =>
    declaration.initializer ? assign(declaration, declaration.initializer, emitter) : reset(declaration, node, emitter),
  );
  return factory.createCommaListExpression(assignments);
}

function isUsing(list: ts.VariableDeclarationList): boolean {
  const scope = list.flags & ts.NodeFlags.BlockScoped;
  return scope === ts.NodeFlags.Using || scope === ts.NodeFlags.AwaitUsing;
}

function isAnonymousFunction(expression: ts.Expression): boolean {
  const inner = innermostExpression(expression);
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name);
}

function firstName(name: ts.BindingName): ts.Identifier | undefined {
  if (ts.isIdentifier(name)) return name;
  for (const element of name.elements) {
    const found = ts.isBindingElement(element) ? firstName(element.name) : undefined;
    if (found) return found;
  }
  return undefined;
}
