import ts from "typescript";
import type { CellReferences } from "../cell-references.ts";
import { CellEmitter } from "./cell-emitter.ts";
import { RuntimeObject } from "./runtime-object.ts";

const { factory } = ts;

/**
 * Turns the module of a cell into `return async function (runtime) {…}`. Every name of the top level lives in a module
 * object; each mention of it becomes a property access, of the cell's own names in `runtime.exports`, of others in the
 * module object of the cell that declared the name last. So closures of all cells share one live binding, and a cell that
 * is run again, or declares a name anew, reaches the functions of the others. The last expression goes to `runtime.result`.
 *
 * It runs before TypeScript's own transformers: those still find the original nodes, erase types and lower what Node
 * does not have (decorators, `using`).
 *
 * @param runtimeName the parameter that holds the `CellRuntime`; the cell has no such name
 * @param start where the cell begins in the file, behind the scope header
 * @param end where it ends
 */
export function cellTransformer(
  references: CellReferences,
  runtimeName: string,
  start: number,
  end: number,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const statements = file.statements.filter((each) => each.getStart(file) >= start && each.end <= end);
    const runtime = new RuntimeObject(runtimeName);
    const body = new CellEmitter(context, references, runtime).emitBody(statements);
    return factory.updateSourceFile(file, [
      factory.createReturnStatement(asyncFunction(runtime.parameter(), [...runtime.bindings(), ...body])),
    ]);
  };
}

/** TypeScript marks the file as a module again by an empty export; a script may not have one. */
export function dropModuleMark(): ts.TransformerFactory<ts.SourceFile> {
  return () => (file) =>
    factory.updateSourceFile(
      file,
      file.statements.filter((statement) => !ts.isExportDeclaration(statement)),
    );
}

function asyncFunction(parameter: ts.ParameterDeclaration, body: ts.Statement[]): ts.FunctionExpression {
  const modifiers = [factory.createModifier(ts.SyntaxKind.AsyncKeyword)];
  const block = factory.createBlock(body, true);
  return factory.createFunctionExpression(modifiers, undefined, undefined, undefined, [parameter], undefined, block);
}
