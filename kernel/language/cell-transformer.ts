import ts from "typescript";
import type { CellReferences, Reference } from "./cell-references.ts";
import { isAmbient } from "./cell-references.ts";
import { isVarList } from "./cell-text.ts";
import { innermostExpression } from "./outer-expressions.ts";
import { declareRequire, transformImport, transformReexport } from "./module-statements.ts";

const { factory } = ts;

/** Names in the emitted code: the runtime object, chosen so that the cell has no such name, and its fixed parts. */
export interface EmitNames {
  /** The parameter that holds the `CellRuntime`. */
  runtime: string;
}

/**
 * Turns the module of a cell into `return async function (runtime) {…}`. Every name of the top level lives in a module
 * object, the cell's own in `runtime.exports` and those of an earlier run in `runtime.modules[run]`; each mention of it
 * becomes a property access, so that closures of all cells share one live binding. The last expression goes to
 * `runtime.result`.
 *
 * It runs before TypeScript's own transformers: those still find the original nodes, erase types and lower what Node
 * does not have (decorators, `using`).
 *
 * @param start where the cell begins in the file, behind the scope header
 * @param end where it ends
 */
export function cellTransformer(
  references: CellReferences,
  names: EmitNames,
  start: number,
  end: number,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const statements = file.statements.filter((each) => each.getStart(file) >= start && each.end <= end);
    const body = new CellEmitter(context, references, names).emitBody(statements);
    return factory.updateSourceFile(file, [factory.createReturnStatement(wrap(body, names))]);
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

function wrap(body: ts.Statement[], { runtime }: EmitNames): ts.FunctionExpression {
  return factory.createFunctionExpression(
    [factory.createModifier(ts.SyntaxKind.AsyncKeyword)],
    undefined,
    undefined,
    undefined,
    [factory.createParameterDeclaration(undefined, undefined, runtime)],
    undefined,
    factory.createBlock(body, true),
  );
}

/** Rewrites the statements of one cell. */
export class CellEmitter {
  readonly #context: ts.TransformationContext;
  readonly #references: CellReferences;
  readonly #names: EmitNames;
  /** Whether the cell uses CommonJS's `require`. */
  #requires = false;

  constructor(context: ts.TransformationContext, references: CellReferences, names: EmitNames) {
    this.#context = context;
    this.#references = references;
    this.#names = names;
  }

  get references(): CellReferences {
    return this.#references;
  }

  emitBody(statements: readonly ts.Statement[]): ts.Statement[] {
    const last = statements.findLastIndex((statement) => !ts.isEmptyStatement(statement));
    const hoisted: ts.Statement[] = [];
    const imports: ts.Statement[] = [];
    const body: ts.Statement[] = [];
    statements.forEach((statement, index) => {
      if (ts.isFunctionDeclaration(statement) && statement.body) hoisted.push(...this.#emitFunction(statement));
      else if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement)) {
        imports.push(...transformImport(statement, this));
      } else if (index === last && ts.isExpressionStatement(statement)) body.push(this.#emitResult(statement));
      else body.push(...this.#emitTopLevel(statement));
    });
    const require = this.#requires ? [declareRequire(this)] : [];
    return [...require, ...hoisted, ...imports, ...body];
  }

  /** `runtime.<part>` */
  runtimePart(part: "exports" | "modules" | "import" | "meta" | "result"): ts.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(factory.createIdentifier(this.#names.runtime), part);
  }

  /** `runtime.exports.<name>` */
  exported(name: string): ts.PropertyAccessExpression {
    return factory.createPropertyAccessExpression(this.runtimePart("exports"), name);
  }

  /** `runtime.exports.<name> = value;` */
  assignExport(name: string, value: ts.Expression, at?: ts.Node): ts.Statement {
    const statement = factory.createExpressionStatement(factory.createAssignment(this.exported(name), value));
    return at ? ts.setSourceMapRange(statement, at) : statement;
  }

  /** The value of `A.B.C`. */
  entity(name: ts.EntityName): ts.Expression {
    return ts.isIdentifier(name)
      ? this.rewrite(name)
      : factory.createPropertyAccessExpression(this.entity(name.left), name.right.text);
  }

  #emitResult(statement: ts.ExpressionStatement): ts.Statement {
    const value = this.#expression(statement.expression);
    const call = factory.createCallExpression(this.runtimePart("result"), undefined, [value]);
    return ts.setSourceMapRange(factory.createExpressionStatement(call), statement);
  }

  #emitTopLevel(statement: ts.Statement): ts.Statement[] {
    if (isAmbient(statement)) return [];
    if (ts.isVariableStatement(statement)) return this.#emitVariables(statement.declarationList);
    if (ts.isClassDeclaration(statement)) return this.#emitClass(statement);
    if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) return this.#emitNamespace(statement);
    if (ts.isExportAssignment(statement)) {
      return [this.assignExport("default", this.#expression(statement.expression), statement)];
    }
    if (ts.isExportDeclaration(statement)) return transformReexport(statement, this);
    return [this.#visit(statement) as ts.Statement];
  }

  /** The declaration stays, hoisted by JavaScript; its value is shared before anything else runs. */
  #emitFunction(declaration: ts.FunctionDeclaration): ts.Statement[] {
    const { name } = declaration;
    const isDefault = hasModifier(declaration, ts.SyntaxKind.DefaultKeyword);
    const visited = ts.visitEachChild(declaration, this.#visit, this.#context);
    const local = name ?? factory.createUniqueName("default");
    const plain = factory.updateFunctionDeclaration(
      visited,
      withoutExport(visited.modifiers) as ts.Modifier[] | undefined,
      visited.asteriskToken,
      local,
      visited.typeParameters,
      visited.parameters,
      visited.type,
      visited.body,
    );
    const shared = name ? [this.assignExport(name.text, factory.createIdentifier(name.text))] : [];
    const asDefault = isDefault ? [this.assignExport("default", local)] : [];
    return [plain, ...shared, ...asDefault];
  }

  #emitClass(declaration: ts.ClassDeclaration): ts.Statement[] {
    const { name } = declaration;
    const isDefault = hasModifier(declaration, ts.SyntaxKind.DefaultKeyword);
    const visited = ts.visitEachChild(declaration, this.#visit, this.#context);
    const local = name ?? factory.createUniqueName("default");
    const plain = factory.updateClassDeclaration(
      visited,
      withoutExport(visited.modifiers),
      local,
      visited.typeParameters,
      visited.heritageClauses,
      visited.members,
    );
    const shared = name ? [this.assignExport(name.text, factory.createIdentifier(name.text))] : [];
    const asDefault = isDefault ? [this.assignExport("default", local)] : [];
    return [plain, ...shared, ...asDefault];
  }

  #emitNamespace(declaration: ts.EnumDeclaration | ts.ModuleDeclaration): ts.Statement[] {
    const visited = ts.visitEachChild(declaration, this.#visit, this.#context);
    const modifiers = withoutExport(visited.modifiers) as ts.Modifier[] | undefined;
    const plain = ts.isEnumDeclaration(visited)
      ? factory.updateEnumDeclaration(visited, modifiers, visited.name, visited.members)
      : factory.updateModuleDeclaration(visited, modifiers, visited.name, visited.body);
    if (!this.#references.isValue(declaration.name as ts.Identifier)) return [plain];
    const { text } = declaration.name;
    return [plain, this.assignExport(text, factory.createIdentifier(text))];
  }

  #emitVariables(list: ts.VariableDeclarationList): ts.Statement[] {
    if (isUsing(list)) return [this.#emitUsing(list)];
    const isVar = isVarList(list);
    return list.declarations.map((declaration) => {
      const { name, initializer } = declaration;
      if (!initializer) {
        const target = this.#target(name);
        // An earlier assignment to a `var` survives its declaration.
        return this.#statement(
          factory.createAssignment(target, isVar ? target : factory.createVoidZero()),
          declaration,
        );
      }
      if (ts.isIdentifier(name) && isAnonymousFunction(initializer))
        return this.#emitNamed(declaration, name, initializer);
      return this.#statement(factory.createAssignment(this.#target(name), this.#expression(initializer)), declaration);
    });
  }

  /** JavaScript names an anonymous function after the variable it initialises, but not after a property. */
  #emitNamed(declaration: ts.VariableDeclaration, name: ts.Identifier, initializer: ts.Expression): ts.Statement {
    const constant = factory.createVariableDeclaration(name, undefined, undefined, this.#expression(initializer));
    const list = factory.createVariableDeclarationList([constant], ts.NodeFlags.Const);
    return factory.createBlock([
      ts.setSourceMapRange(factory.createVariableStatement(undefined, list), declaration),
      this.assignExport(name.text, factory.createIdentifier(name.text)),
    ]);
  }

  /** `using x = f()` still disposes at the end of the cell; later cells see the disposed resource. */
  #emitUsing(list: ts.VariableDeclarationList): ts.Statement {
    const declarations = list.declarations.map((declaration) =>
      factory.updateVariableDeclaration(
        declaration,
        factory.createUniqueName((declaration.name as ts.Identifier).text),
        undefined,
        undefined,
        factory.createAssignment(this.#target(declaration.name), this.#expression(declaration.initializer!)),
      ),
    );
    return factory.createVariableStatement(undefined, factory.updateVariableDeclarationList(list, declarations));
  }

  #statement(expression: ts.Expression, at: ts.Node): ts.Statement {
    return ts.setSourceMapRange(factory.createExpressionStatement(ts.setSourceMapRange(expression, at)), at);
  }

  #expression(expression: ts.Expression): ts.Expression {
    return this.#visit(expression) as ts.Expression;
  }

  /** The assignment target that a declared name or pattern becomes. */
  #target(name: ts.BindingName): ts.Expression {
    if (ts.isIdentifier(name)) return ts.setSourceMapRange(this.exported(name.text), name);
    return ts.isObjectBindingPattern(name)
      ? factory.createObjectLiteralExpression(name.elements.map((element) => this.#propertyTarget(element)))
      : factory.createArrayLiteralExpression(name.elements.map((element) => this.#elementTarget(element)));
  }

  #propertyTarget(element: ts.BindingElement): ts.ObjectLiteralElementLike {
    if (element.dotDotDotToken) return factory.createSpreadAssignment(this.#target(element.name));
    const property = element.propertyName
      ? (this.#visit(element.propertyName) as ts.PropertyName)
      : factory.createIdentifier((element.name as ts.Identifier).text);
    return factory.createPropertyAssignment(property, this.#targetWithDefault(element));
  }

  #elementTarget(element: ts.ArrayBindingElement): ts.Expression {
    if (ts.isOmittedExpression(element)) return factory.createOmittedExpression();
    if (element.dotDotDotToken) return factory.createSpreadElement(this.#target(element.name));
    return this.#targetWithDefault(element);
  }

  #targetWithDefault({ name, initializer }: ts.BindingElement): ts.Expression {
    const target = this.#target(name);
    return initializer ? factory.createAssignment(target, this.#expression(initializer)) : target;
  }

  /** Rewrites whatever is not a declaration of the top level. */
  readonly #visit = (node: ts.Node): ts.Node => {
    if (ts.isExpressionWithTypeArguments(node)) {
      return factory.updateExpressionWithTypeArguments(node, this.#expression(node.expression), node.typeArguments);
    }
    if (isErased(node)) return node;
    if (ts.isIdentifier(node)) return isMention(node) ? this.rewrite(node) : node;
    if (ts.isShorthandPropertyAssignment(node)) return this.#emitShorthand(node);
    if (ts.isCallExpression(node)) return this.#emitCall(node);
    if (ts.isTaggedTemplateExpression(node)) return this.#emitTaggedTemplate(node);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return ts.setSourceMapRange(this.runtimePart("meta"), node);
    }
    if (this.#isHoisted(node)) return this.#emitHoisted(node);
    return ts.visitEachChild(node, this.#visit, this.#context);
  };

  /** What stands in the emitted code for the mention of a name. */
  rewrite(identifier: ts.Identifier): ts.Expression {
    const reference = this.#references.resolve(identifier);
    if (!reference) return this.#rewriteModuleGlobal(identifier);
    if (reference.kind === "preloaded" || isInside(identifier, reference)) return identifier;
    const home =
      reference.kind === "own"
        ? this.runtimePart("exports")
        : factory.createElementAccessExpression(this.runtimePart("modules"), reference.runId);
    return ts.setSourceMapRange(factory.createPropertyAccessExpression(home, reference.name), identifier);
  }

  /** What CommonJS gives to each module, where nothing else has the name. */
  #rewriteModuleGlobal(identifier: ts.Identifier): ts.Expression {
    const { text } = identifier;
    const isModuleGlobal = text === "__dirname" || text === "__filename" || text === "require";
    if (!isModuleGlobal || !this.#references.isGlobal(identifier)) return identifier;
    if (text === "require") {
      this.#requires = true;
      return identifier;
    }
    const part = text === "__dirname" ? "dirname" : "filename";
    return ts.setSourceMapRange(factory.createPropertyAccessExpression(this.runtimePart("meta"), part), identifier);
  }

  #emitShorthand(node: ts.ShorthandPropertyAssignment): ts.ObjectLiteralElementLike {
    const value = this.rewrite(node.name);
    const { objectAssignmentInitializer: initializer } = node;
    if (value === node.name && !initializer) return node;
    const target = initializer ? factory.createAssignment(value, this.#expression(initializer)) : value;
    return ts.setSourceMapRange(factory.createPropertyAssignment(node.name.text, target), node);
  }

  #emitCall(node: ts.CallExpression): ts.Expression {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const args = node.arguments.map((argument) => this.#expression(argument));
      return ts.setSourceMapRange(factory.createCallExpression(this.runtimePart("import"), undefined, args), node);
    }
    const visited = ts.visitEachChild(node, this.#visit, this.#context);
    const callee = this.#detached(node.expression, visited.expression);
    if (callee === visited.expression) return visited;
    return ts.isCallChain(visited)
      ? factory.updateCallChain(visited, callee, visited.questionDotToken, visited.typeArguments, visited.arguments)
      : factory.updateCallExpression(visited, callee, visited.typeArguments, visited.arguments);
  }

  #emitTaggedTemplate(node: ts.TaggedTemplateExpression): ts.Expression {
    const visited = ts.visitEachChild(node, this.#visit, this.#context);
    const tag = this.#detached(node.tag, visited.tag);
    return factory.updateTaggedTemplateExpression(visited, tag, visited.typeArguments, visited.template);
  }

  /** `f()` must not become a method call on the module object: `(0, module.f)()`. */
  #detached<E extends ts.Expression>(original: ts.Expression, visited: E): E | ts.ParenthesizedExpression {
    const inner = innermostExpression(original);
    const isRewritten = ts.isIdentifier(inner) && this.#references.resolve(inner) && this.rewrite(inner) !== inner;
    return isRewritten
      ? factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), visited))
      : visited;
  }

  #isHoisted(node: ts.Node): node is ts.VariableStatement | ts.VariableDeclarationList {
    const list = ts.isVariableStatement(node) ? node.declarationList : node;
    if (!isVarList(list)) return false;
    const name = firstName(list.declarations[0]!.name);
    return name !== undefined && this.#references.resolve(name)?.kind === "own";
  }

  /** A `var` of a nested block, or of a loop's head. */
  #emitHoisted(node: ts.VariableStatement | ts.VariableDeclarationList): ts.Node {
    if (ts.isVariableStatement(node)) {
      const statements = this.#emitVariables(node.declarationList);
      return statements.length === 1 ? statements[0]! : factory.createBlock(statements);
    }
    if (ts.isForInStatement(node.parent) || ts.isForOfStatement(node.parent))
      return this.#target(node.declarations[0]!.name);
    const assignments = node.declarations.map((declaration) =>
      declaration.initializer
        ? factory.createAssignment(this.#target(declaration.name), this.#expression(declaration.initializer))
        : factory.createAssignment(this.#target(declaration.name), this.#target(declaration.name)),
    );
    return factory.createCommaListExpression(assignments);
  }
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

function withoutExport(modifiers: readonly ts.ModifierLike[] | undefined): ts.ModifierLike[] | undefined {
  return modifiers?.filter(({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword);
}

function isUsing(list: ts.VariableDeclarationList): boolean {
  const scope = list.flags & ts.NodeFlags.BlockScoped;
  return scope === ts.NodeFlags.Using || scope === ts.NodeFlags.AwaitUsing;
}

function isAnonymousFunction(expression: ts.Expression): boolean {
  const inner = innermostExpression(expression);
  return ts.isArrowFunction(inner) || ((ts.isFunctionExpression(inner) || ts.isClassExpression(inner)) && !inner.name);
}

function isErased(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword)
  );
}

/** Whether an identifier stands for a value, not for a property, a label or the name of a declaration. */
function isMention(node: ts.Identifier): boolean {
  const parent = node.parent as ts.Node & { name?: ts.Node; propertyName?: ts.Node; label?: ts.Node };
  return parent !== undefined && parent.name !== node && parent.propertyName !== node && parent.label !== node;
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

function firstName(name: ts.BindingName): ts.Identifier | undefined {
  if (ts.isIdentifier(name)) return name;
  for (const element of name.elements) {
    const found = ts.isBindingElement(element) ? firstName(element.name) : undefined;
    if (found) return found;
  }
  return undefined;
}
