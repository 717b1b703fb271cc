import ts from "typescript";
import type { CellReferences } from "./cell-references.ts";
import type { CellText } from "./cell-text.ts";
import { isOuterExpression } from "./outer-expressions.ts";
import type { CellUsage } from "./protocol.ts";

/** Methods of JavaScript's own collections that change what they are called on. */
const mutatingMethods = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear setFullYear setMonth setDate setTime setHours setMinutes setSeconds setMilliseconds".split(
    " ",
  ),
);

/** Methods of models that change them; they are not JavaScript's own, so the name has to do. */
const trainingMethods = new Set(["fit", "fitDataset", "partialFit", "trainOnBatch", "setWeights", "dispose"]);

/**
 * What a cell does to the names of other cells. Changes are those that its text shows: assignments, `delete`, methods
 * known to change their object. What a called function changes is not seen.
 */
export function cellUsage(
  program: ts.Program,
  file: ts.SourceFile,
  references: CellReferences,
  cell: CellText,
  start: number,
): CellUsage & { globals: ReadonlySet<string> } {
  const reads = new Set<string>();
  const mutates = new Set<string>();
  const globals = new Set<string>();

  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const reference = references.resolve(node);
      if (reference && reference.kind !== "own") {
        reads.add(reference.name);
        if (reference.kind === "preloaded") globals.add(reference.name);
        else if (isMutation(node, program)) mutates.add(reference.name);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of file.statements) {
    if (statement.getStart(file) >= start && statement.end <= start + cell.source.length) visit(statement);
  }
  return { defines: [...cell.declared.keys()], reads: [...reads], mutates: [...mutates], globals };
}

/** Whether a mention of a name, followed by any path of properties, is where something changes. */
function isMutation(identifier: ts.Identifier, program: ts.Program): boolean {
  let node: ts.Node = identifier;
  let isMember = false;
  for (;;) {
    const { parent } = node;
    if (isWriteTarget(node)) return true;
    if (isArgumentOfObjectMutator(node)) return true;
    const continues =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node;
    if (continues) {
      if (ts.isCallExpression(parent.parent) && parent.parent.expression === parent) {
        return ts.isPropertyAccessExpression(parent) && isMutatingMethod(parent, program);
      }
      isMember = true;
    } else if (!isOuterExpression(parent) || (isMember && ts.isCallExpression(parent))) return false;
    node = parent;
  }
}

function isWriteTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isDeleteExpression(parent)) return true;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  return isInAssignedPattern(node);
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

/** `[a, {b, c: d}] = …` writes each name. */
function isInAssignedPattern(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isInAssignedPattern(parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isInAssignedPattern(parent);
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return isInAssignedPattern(parent);
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent)) return isWriteTarget(parent);
  return false;
}

/** `Object.assign(x, …)` and `Object.defineProperty(x, …)` change `x`. */
function isArgumentOfObjectMutator(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    /^(Object\.(assign|definePropert(y|ies)|setPrototypeOf|freeze|seal)|Reflect\.(set|deleteProperty|defineProperty))$/.test(
      parent.expression.getText(),
    )
  );
}

function isMutatingMethod(access: ts.PropertyAccessExpression, program: ts.Program): boolean {
  const name = access.name.text;
  if (trainingMethods.has(name)) return true;
  if (!mutatingMethods.has(name)) return false;
  const declarations = program.getTypeChecker().getSymbolAtLocation(access.name)?.declarations;
  return !declarations || declarations.some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
}
