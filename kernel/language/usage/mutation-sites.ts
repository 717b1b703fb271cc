import ts from "typescript";
import { isOuterExpression } from "../outer-expressions.ts";

/** Methods of JavaScript's own collections that change what they are called on. */
const mutatingMethods = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear append setFullYear setMonth setDate setTime setHours setMinutes setSeconds setMilliseconds setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds".split(
    " ",
  ),
);

/** Methods of models that change them; they are not JavaScript's own, so the name has to do. */
const trainingMethods = new Set(["fit", "fitDataset", "partialFit", "trainOnBatch", "setWeights", "dispose"]);

const objectMutators =
  /^(Object\.(assign|definePropert(y|ies)|setPrototypeOf|freeze|seal|preventExtensions)|Reflect\.(set|deleteProperty|defineProperty|setPrototypeOf)|Atomics\.(store|add|sub|and|or|xor|exchange|compareExchange)|crypto\.(getRandomValues|randomFillSync))$/;

/** The expressions that a node assigns or deletes: `a.b` and `c` of `[a.b, c] = …`. */
export function writtenTargets(node: ts.Node): ts.Expression[] {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return leavesOf(node.left);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator, operand } = node;
    const isStep = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return isStep ? leavesOf(operand) : [];
  }
  if (ts.isDeleteExpression(node)) return leavesOf(node.expression);
  const isLoop = ts.isForInStatement(node) || ts.isForOfStatement(node);
  return isLoop && ts.isExpression(node.initializer) ? leavesOf(node.initializer) : [];
}

/** What a call changes by what it is: the receiver of `push`, the first argument of `Object.assign`. */
export function changedByCall(node: ts.CallExpression, program: ts.Program): ts.Expression | undefined {
  const { expression, arguments: args } = node;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  if (isMutatingMethod(expression, program)) return expression.expression;
  return objectMutators.test(expression.getText()) ? args[0] : undefined;
}

function isMutatingMethod({ name }: ts.PropertyAccessExpression, program: ts.Program): boolean {
  if (trainingMethods.has(name.text)) return true;
  if (!mutatingMethods.has(name.text)) return false;
  const declarations = program.getTypeChecker().getSymbolAtLocation(name)?.declarations;
  return !declarations || declarations.some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

/** The places that an assigned pattern writes. */
function leavesOf(target: ts.Expression): ts.Expression[] {
  if (isOuterExpression(target)) return leavesOf(target.expression);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(leavesOf);
  if (ts.isSpreadElement(target)) return leavesOf(target.expression);
  if (ts.isBinaryExpression(target) && isAssignment(target.operatorToken.kind)) return leavesOf(target.left);
  if (!ts.isObjectLiteralExpression(target)) return ts.isOmittedExpression(target) ? [] : [target];
  return target.properties.flatMap((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return [property.name];
    if (ts.isPropertyAssignment(property)) return leavesOf(property.initializer);
    return ts.isSpreadAssignment(property) ? leavesOf(property.expression) : [];
  });
}
