import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const library = join(import.meta.dirname, "../../ulm");

/** What says nothing that its name does not. */
const selfExplaining = new Set(["type", "kind", "name", "toString", "toJSON", "fromJSON"]);

it("everything that ulm/learn exports has a docstring, and all its members", () => {
  expect(undocumented(join(library, "learn/index.ts"))).toEqual([]);
});

it("every parameter of an estimator states its default, or must be given", () => {
  const mustBeGiven = ["estimator", "steps", "transformers", "paramGrid", "paramDistributions"];
  const silent = exportsOf(join(library, "learn/index.ts")).flatMap(({ path, name }) => {
    const [declaration] = declarationsOf(parse(path), name);
    if (!name.endsWith("Params") || declaration === undefined || !ts.isInterfaceDeclaration(declaration)) return [];
    const members = declaration.members.filter((member) => !mustBeGiven.includes(memberName(member)));
    const isSilent = (member: ts.Node) => !/default/i.test(docstring(member));
    return members.filter(isSilent).map((member) => `${name}.${memberName(member)}`);
  });
  expect(silent).toEqual([]);
});

/** Declarations without docstrings, as "file: Name.member", among what a file exports and what that extends. */
function undocumented(index: string): string[] {
  const missing: string[] = [];
  const done = new Set<string>();
  const wanted = exportsOf(index);
  for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
    const { path, name } = next;
    if (done.has(`${path}: ${name}`)) continue;
    done.add(`${path}: ${name}`);
    const source = parse(path);
    for (const declaration of declarationsOf(source, name)) {
      const where = path.slice(library.length + 1);
      if (!isDocumented(declaration)) missing.push(`${where}: ${name}`);
      if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) continue;
      for (const member of declaration.members) {
        if (isPublic(member) && !isDocumented(member)) missing.push(`${where}: ${name}.${memberName(member)}`);
      }
      const clauses = declaration.heritageClauses?.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) ?? [];
      const bases = clauses.flatMap(({ types }) => [...types]);
      for (const { expression } of bases) wanted.push(...origins(source, path, expression.getText(source)));
    }
  }
  return missing.sort();
}

/** Names that a file hands on, and the files that have them. */
function exportsOf(path: string): { path: string; name: string }[] {
  return parse(path).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) return [];
    const target = join(dirname(path), (statement.moduleSpecifier as ts.StringLiteral).text);
    const clause = statement.exportClause;
    if (clause === undefined) return exportsOf(target);
    if (!ts.isNamedExports(clause)) return [];
    return clause.elements.map(({ name, propertyName }) => ({ path: target, name: (propertyName ?? name).text }));
  });
}

/** Where a name that a file uses is declared: there, or in a file of the library that it is imported from. */
function origins(source: ts.SourceFile, path: string, name: string): { path: string; name: string }[] {
  if (declarationsOf(source, name).length > 0) return [{ path, name }];
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    const names = statement.importClause?.namedBindings;
    if (!text.startsWith(".") || names === undefined || !ts.isNamedImports(names)) return [];
    if (!names.elements.some((element) => element.name.text === name)) return [];
    const target = join(dirname(path), text);
    return target.endsWith("index.ts")
      ? exportsOf(target).filter((one) => one.name === name)
      : [{ path: target, name }];
  });
}

function declarationsOf(source: ts.SourceFile, name: string): ts.Statement[] {
  const found = source.statements.filter((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.some((one) => one.name.getText(source) === name);
    }
    return "name" in statement && (statement.name as ts.Identifier | undefined)?.text === name;
  });
  // Of an overloaded function the first says it.
  return found.slice(0, 1);
}

function isPublic(member: ts.Node): boolean {
  if (ts.isConstructorDeclaration(member) || ts.isSetAccessor(member) || !ts.canHaveModifiers(member)) return false;
  const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.OverrideKeyword];
  if (ts.getModifiers(member)?.some(({ kind }) => hidden.includes(kind))) return false;
  const name = memberName(member);
  return /^\w+$/.test(name) && !selfExplaining.has(name) && !isLaterOverload(member, name);
}

/** Of overloads the first says it. */
function isLaterOverload(member: ts.Node, name: string): boolean {
  if (!ts.isMethodDeclaration(member)) return false;
  const { members } = member.parent as ts.ClassDeclaration;
  return members.find((other) => memberName(other) === name) !== member;
}

function memberName(member: ts.Node): string {
  return (member as { name?: ts.Node }).name?.getText() ?? "";
}

function isDocumented(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function docstring(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join("\n");
}

const parsed = new Map<string, ts.SourceFile>();

function parse(path: string): ts.SourceFile {
  let source = parsed.get(path);
  if (source === undefined) {
    source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    parsed.set(path, source);
  }
  return source;
}
