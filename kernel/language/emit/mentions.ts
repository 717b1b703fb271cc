import ts from "typescript";
import type { Reference } from "../cell-references.ts";
import type { CellEmitter } from "./cell-emitter.ts";
import type { RuntimeObject } from "./runtime-object.ts";

const { factory } = ts;

/** What a cell has as a module of CommonJS, or a cell of Deno, has it: a name that is no property of the global object. */
const moduleGlobals: Record<string, (runtime: RuntimeObject) => ts.Expression> = {
  __dirname: (runtime) => factory.createPropertyAccessExpression(runtime.part("meta"), "dirname"),
  __filename: (runtime) => factory.createPropertyAccessExpression(runtime.part("meta"), "filename"),
  exports: (runtime) => runtime.part("exports"),
  require: (runtime) => runtime.part("require"),
  Deno: (runtime) => runtime.part("deno"),
};

export function isModuleGlobal(name: string): boolean {
  return Object.hasOwn(moduleGlobals, name);
}

/** What stands in the emitted code for the mention of a name. */
export function rewriteMention(identifier: ts.Identifier, emitter: CellEmitter): ts.Expression {
  const { references, runtime } = emitter;
  const reference = references.resolve(identifier);
  if (!reference) return rewriteModuleGlobal(identifier, emitter);
  if (reference.kind === "preloaded" || isInside(identifier, reference)) return identifier;
  const { name } = reference;
  const home = reference.kind === "own" ? runtime.exported(name) : runtime.earlier(name);
  return ts.setSourceMapRange(home, identifier);
}

function rewriteModuleGlobal(identifier: ts.Identifier, { references, runtime }: CellEmitter): ts.Expression {
  const { text } = identifier;
  if (!isModuleGlobal(text) || !references.isGlobal(identifier)) return identifier;
  return ts.setSourceMapRange(moduleGlobals[text]!(runtime), identifier);
}

/** Whether an identifier stands for a value, not for a property, a label or the name of a declaration. */
export function isMention(node: ts.Identifier): boolean {
  const parent = node.parent as ts.Node & { name?: ts.Node; propertyName?: ts.Node; label?: ts.Node };
  return parent !== undefined && parent.name !== node && parent.propertyName !== node && parent.label !== node;
}

/** `{ a }` becomes `{ a: runtime.exports.a }`. */
export function emitShorthand(node: ts.ShorthandPropertyAssignment, emitter: CellEmitter): ts.ObjectLiteralElementLike {
  const value = rewriteMention(node.name, emitter);
  const { objectAssignmentInitializer: initializer } = node;
  if (value === node.name && !initializer) return node;
  const target = initializer ? factory.createAssignment(value, emitter.expression(initializer)) : value;
  return ts.setSourceMapRange(factory.createPropertyAssignment(node.name.text, target), node);
}

/** Inside a class, an enum or a namespace its own name is a local binding, set before the shared one. */
function isInside(identifier: ts.Identifier, reference: Reference): boolean {
  if (reference.kind !== "own") return false;
  return reference.declarations.some(
    (declaration) =>
      (ts.isClassDeclaration(declaration) ||
        ts.isEnumDeclaration(declaration) ||
        ts.isModuleDeclaration(declaration)) &&
      declaration.pos <= identifier.pos &&
      identifier.end <= declaration.end,
  );
}
