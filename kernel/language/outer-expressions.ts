import ts from "typescript";

export type OuterExpression =
  ts.ParenthesizedExpression | ts.NonNullExpression | ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion;

/** Whether an expression has the value of the one in it, and differs only in writing or for the checker. */
export function isOuterExpression(node: ts.Node): node is OuterExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** `f` of `(f as any)!`. */
export function innermostExpression(expression: ts.Expression): ts.Expression {
  return isOuterExpression(expression) ? innermostExpression(expression.expression) : expression;
}
