import ts from "typescript";
import { innermostExpression } from "../outer-expressions.ts";
import { inside, type Origins } from "./origins.ts";

/** Says where the values of the local names come from that a node declares: a variable, the variable of a loop. */
export function bindLocals(node: ts.Node, origins: Origins): void {
  if (ts.isVariableDeclaration(node) && node.initializer) {
    origins.bind(node.name, origins.of(node.initializer));
  } else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
    origins.bind(node.initializer.declarations[0]!.name, inside(origins.of(node.expression)));
  }
}

/** Functions given to a method of a collection get its elements; the first parameter of `reduce` is what it started with. */
export function bindCallbacks(
  callee: ts.PropertyAccessExpression,
  args: readonly ts.Expression[],
  origins: Origins,
): void {
  const elements = inside(origins.of(callee.expression));
  const isReduction = /^reduce(Right)?$/.test(callee.name.text);
  for (const argument of args) {
    const callback = innermostExpression(argument);
    if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) continue;
    callback.parameters.forEach(({ name }, index) => {
      const start = isReduction && index === 0;
      origins.bind(name, start ? (args[1] ? origins.of(args[1]) : elements) : elements);
    });
  }
}
