import ts from "typescript";
import type { CellReferences } from "../cell-references.ts";
import { isAmbient } from "../cell-references.ts";
import { emitCall, emitTaggedTemplate } from "./calls.ts";
import { emitClass, emitFunction, emitNamespace } from "./declarations.ts";
import { emitShorthand, isMention, rewriteMention } from "./mentions.ts";
import { transformImport, transformReexport } from "./module-statements.ts";
import type { RuntimeObject } from "./runtime-object.ts";
import { emitHoisted, emitVariables, isHoisted } from "./variables.ts";

const { factory } = ts;

/** Rewrites the statements of one cell: says which kind goes where; the kinds have files of their own. */
export class CellEmitter {
  readonly context: ts.TransformationContext;
  readonly references: CellReferences;
  readonly runtime: RuntimeObject;

  constructor(context: ts.TransformationContext, references: CellReferences, runtime: RuntimeObject) {
    this.context = context;
    this.references = references;
    this.runtime = runtime;
  }

  /** Functions come first, as JavaScript hoists them; then imports; then the rest in its order. */
  emitBody(statements: readonly ts.Statement[]): ts.Statement[] {
    const last = statements.findLastIndex((statement) => !ts.isEmptyStatement(statement));
    const hoisted: ts.Statement[] = [];
    const imports: ts.Statement[] = [];
    const body: ts.Statement[] = [];
    statements.forEach((statement, index) => {
      if (ts.isFunctionDeclaration(statement) && statement.body) hoisted.push(...emitFunction(statement, this));
      else if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) {
        imports.push(...transformImport(statement, this));
      } else if (index === last && ts.isExpressionStatement(statement)) body.push(this.#emitResult(statement));
      else body.push(...this.#emitStatement(statement));
    });
    return [...hoisted, ...imports, ...body];
  }

  expression(expression: ts.Expression): ts.Expression {
    return this.visit(expression) as ts.Expression;
  }

  children<N extends ts.Node>(node: N): N {
    return ts.visitEachChild(node, this.visit, this.context);
  }

  /** The value of `A.B.C`. */
  entity(name: ts.EntityName): ts.Expression {
    return ts.isIdentifier(name)
      ? rewriteMention(name, this)
      : factory.createPropertyAccessExpression(this.entity(name.left), name.right.text);
  }

  /** Rewrites whatever is not a declaration of the top level. */
  readonly visit = (node: ts.Node): ts.Node => {
    if (ts.isExpressionWithTypeArguments(node)) {
      return factory.updateExpressionWithTypeArguments(node, this.expression(node.expression), node.typeArguments);
    }
    if (isErased(node)) return node;
    if (ts.isIdentifier(node)) return isMention(node) ? rewriteMention(node, this) : node;
    if (ts.isShorthandPropertyAssignment(node)) return emitShorthand(node, this);
    if (ts.isCallExpression(node)) return emitCall(node, this);
    if (ts.isTaggedTemplateExpression(node)) return emitTaggedTemplate(node, this);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return ts.setSourceMapRange(this.runtime.part("meta"), node);
    }
    if (isHoisted(node, this)) return emitHoisted(node, this);
    return this.children(node);
  };

  #emitResult(statement: ts.ExpressionStatement): ts.Statement {
    const value = this.expression(statement.expression);
    const call = factory.createCallExpression(this.runtime.part("result"), undefined, [value]);
    return ts.setSourceMapRange(factory.createExpressionStatement(call), statement);
  }

  #emitStatement(statement: ts.Statement): ts.Statement[] {
    if (isAmbient(statement)) return [];
    if (ts.isVariableStatement(statement)) return emitVariables(statement.declarationList, this);
    if (ts.isClassDeclaration(statement)) return emitClass(statement, this);
    if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) return emitNamespace(statement, this);
    if (ts.isExportAssignment(statement)) {
      return [this.runtime.assignExport("default", this.expression(statement.expression), statement)];
    }
    if (ts.isExportDeclaration(statement)) return transformReexport(statement, this);
    return [this.visit(statement) as ts.Statement];
  }
}

/** Whether a node only means something to the checker. */
export function isErased(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword)
  );
}
