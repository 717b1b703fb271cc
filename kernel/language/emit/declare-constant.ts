import ts from "typescript";

const { factory } = ts;

/** `const name = value;` */
export function declareConstant(name: ts.Identifier, value: ts.Expression): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
}
