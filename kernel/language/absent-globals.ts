import ts from "typescript";
import { isErased } from "./emit/cell-emitter.ts";
import { isMention, isModuleGlobal } from "./emit/mentions.ts";

/** Cannot find name. */
const CODE = 2304;

/**
 * Globals that the declarations of TypeScript and of Node promise, and the running Node does not have: `WebSocket` before
 * Node 22. To the checker they are there; the cell would end in a `ReferenceError`, perhaps after an hour's work. `typeof
 * WebSocket` may ask for one.
 *
 * @param isStandard whether a file holds declarations of TypeScript or of Node
 */
export function absentGlobals(
  program: ts.Program,
  file: ts.SourceFile,
  isStandard: (fileName: string) => boolean,
): ts.Diagnostic[] {
  const checker = program.getTypeChecker();
  const found: ts.Diagnostic[] = [];
  const isAbsent = (identifier: ts.Identifier): boolean => {
    const { text } = identifier;
    if (text in globalThis || isModuleGlobal(text) || !isMention(identifier)) return false;
    const declarations = checker.getSymbolAtLocation(identifier)?.declarations ?? [];
    return declarations.length > 0 && declarations.every((each) => isStandard(each.getSourceFile().fileName));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionWithTypeArguments(node)) return visit(node.expression);
    if (isErased(node) || (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression))) return;
    if (ts.isIdentifier(node) && isAbsent(node)) found.push(describe(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function describe(identifier: ts.Identifier, file: ts.SourceFile): ts.Diagnostic {
  return {
    ...{ file, code: CODE, category: ts.DiagnosticCategory.Error },
    ...{ start: identifier.getStart(file), length: identifier.text.length },
    messageText: `Cannot find name '${identifier.text}'. Node.js ${process.versions.node}, which runs this notebook, does not have it.`,
  };
}
