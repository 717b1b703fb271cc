import ts from "typescript";
import { innermostExpression } from "../outer-expressions.ts";
import type { CellEmitter } from "./cell-emitter.ts";
import { rewriteMention } from "./mentions.ts";

const { factory } = ts;

/** `import("m")` goes to the runtime; any other call keeps what `this` is in it. */
export function emitCall(node: ts.CallExpression, emitter: CellEmitter): ts.Expression {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const args = node.arguments.map((argument) => emitter.expression(argument));
    return ts.setSourceMapRange(factory.createCallExpression(emitter.runtime.part("import"), undefined, args), node);
  }
  const visited = emitter.children(node);
  const callee = detached(node.expression, visited.expression, emitter);
  if (callee === visited.expression) return visited;
  return ts.isCallChain(visited)
    ? factory.updateCallChain(visited, callee, visited.questionDotToken, visited.typeArguments, visited.arguments)
    : factory.updateCallExpression(visited, callee, visited.typeArguments, visited.arguments);
}

export function emitTaggedTemplate(node: ts.TaggedTemplateExpression, emitter: CellEmitter): ts.Expression {
  const visited = emitter.children(node);
  const tag = detached(node.tag, visited.tag, emitter);
  return factory.updateTaggedTemplateExpression(visited, tag, visited.typeArguments, visited.template);
}

/** `f()` must not become a method call on the module object: `(0, module.f)()`. */
function detached<E extends ts.Expression>(
  original: ts.Expression,
  visited: E,
  emitter: CellEmitter,
): E | ts.ParenthesizedExpression {
  const inner = innermostExpression(original);
  const isRewritten =
    ts.isIdentifier(inner) && emitter.references.resolve(inner) && rewriteMention(inner, emitter) !== inner;
  return isRewritten
    ? factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), visited))
    : visited;
}
