import ts from "typescript";
import { RESUMED } from "../../execution/cell-runtime.ts";

const { factory } = ts;

/**
 * Lets code end where it would go on after an `await`, when the run for which it works was interrupted meanwhile: JavaScript
 * itself has no way to end what waits. A call of `RESUMED`, which throws then, follows each `await`; it stands in `for await`
 * loops, and first in each `catch`, so that the interrupt is not caught as if it were an error. What stands in `finally` runs.
 *
 * The call is one of a property of the global object that need not be there: a function may be sent elsewhere as text, into
 * a worker or a browser, and shall run there.
 */
export function stopWhenInterrupted(): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const visitor =
      (isAsync: boolean): ts.Visitor =>
      (node) => {
        const inside = ts.isFunctionLike(node) ? isAsyncFunction(node) : isAsync;
        const visited = ts.visitEachChild(node, visitor(inside), context);
        if (ts.isAwaitExpression(visited)) return followed(visited);
        if (ts.isCatchClause(visited) && inside) {
          return factory.updateCatchClause(visited, visited.variableDeclaration, checkedFirst(visited.block));
        }
        return ts.isForOfStatement(visited) && visited.awaitModifier ? checkedLoop(visited) : visited;
      };
    return (file) => ts.visitEachChild(file, visitor(true), context);
  };
}

function isAsyncFunction(node: ts.SignatureDeclaration): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return (modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}

/** `(0, [await value, check()][0])`: whoever calls the result calls it as a function, not as a method of the array. */
function followed(node: ts.AwaitExpression): ts.Expression {
  const pair = factory.createArrayLiteralExpression([node, check()]);
  const value = factory.createElementAccessExpression(pair, 0);
  return factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), value));
}

/** The loop, and behind it what awaits its end; not where a label must stand before it. */
function checkedLoop(loop: ts.ForOfStatement): ts.Statement | ts.Statement[] {
  const { awaitModifier, initializer, expression, statement } = loop;
  const body = checkedFirst(ts.isBlock(statement) ? statement : factory.createBlock([statement]));
  const checked = factory.updateForOfStatement(loop, awaitModifier, initializer, expression, body);
  const isLabelled = ts.isLabeledStatement(ts.getOriginalNode(loop).parent);
  return isLabelled ? checked : [checked, factory.createExpressionStatement(check())];
}

function checkedFirst(block: ts.Block): ts.Block {
  return factory.updateBlock(block, [factory.createExpressionStatement(check()), ...block.statements]);
}

/** `globalThis.<RESUMED>?.()` */
function check(): ts.Expression {
  const checker = factory.createPropertyAccessExpression(factory.createIdentifier("globalThis"), RESUMED);
  const questionDot = factory.createToken(ts.SyntaxKind.QuestionDotToken);
  return factory.createCallChain(checker, questionDot, undefined, []);
}
