import ts from "typescript";
import type { CellEmitter } from "./cell-emitter.ts";

const { factory } = ts;

/** The assignment target that a declared name or pattern becomes: `{ a, b: [c] }` → `{ a: exports.a, b: [exports.c] }`. */
export function bindingTarget(name: ts.BindingName, emitter: CellEmitter): ts.Expression {
  if (ts.isIdentifier(name)) return ts.setSourceMapRange(emitter.runtime.exported(name.text), name);
  return ts.isObjectBindingPattern(name)
    ? factory.createObjectLiteralExpression(name.elements.map((element) => propertyTarget(element, emitter)))
    : factory.createArrayLiteralExpression(name.elements.map((element) => elementTarget(element, emitter)));
}

function propertyTarget(element: ts.BindingElement, emitter: CellEmitter): ts.ObjectLiteralElementLike {
  if (element.dotDotDotToken) return factory.createSpreadAssignment(bindingTarget(element.name, emitter));
  const property = element.propertyName
    ? (emitter.visit(element.propertyName) as ts.PropertyName)
    : factory.createIdentifier((element.name as ts.Identifier).text);
  return factory.createPropertyAssignment(property, targetWithDefault(element, emitter));
}

function elementTarget(element: ts.ArrayBindingElement, emitter: CellEmitter): ts.Expression {
  if (ts.isOmittedExpression(element)) return factory.createOmittedExpression();
  if (element.dotDotDotToken) return factory.createSpreadElement(bindingTarget(element.name, emitter));
  return targetWithDefault(element, emitter);
}

function targetWithDefault({ name, initializer }: ts.BindingElement, emitter: CellEmitter): ts.Expression {
  const target = bindingTarget(name, emitter);
  return initializer ? factory.createAssignment(target, emitter.expression(initializer)) : target;
}
