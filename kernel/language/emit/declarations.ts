import ts from "typescript";
import type { CellEmitter } from "./cell-emitter.ts";

const { factory } = ts;

/** The declaration stays, hoisted by JavaScript; its value is shared before anything else runs. */
export function emitFunction(declaration: ts.FunctionDeclaration, emitter: CellEmitter): ts.Statement[] {
  const visited = emitter.children(declaration);
  const local = localName(declaration);
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
  return [plain, ...shareDeclared(declaration, local, emitter)];
}

export function emitClass(declaration: ts.ClassDeclaration, emitter: CellEmitter): ts.Statement[] {
  const visited = emitter.children(declaration);
  const local = localName(declaration);
  const plain = factory.updateClassDeclaration(
    visited,
    withoutExport(visited.modifiers),
    local,
    visited.typeParameters,
    visited.heritageClauses,
    visited.members,
  );
  return [plain, ...shareDeclared(declaration, local, emitter)];
}

export function emitNamespace(
  declaration: ts.EnumDeclaration | ts.ModuleDeclaration,
  emitter: CellEmitter,
): ts.Statement[] {
  const visited = emitter.children(declaration);
  const modifiers = withoutExport(visited.modifiers) as ts.Modifier[] | undefined;
  const plain = ts.isEnumDeclaration(visited)
    ? factory.updateEnumDeclaration(visited, modifiers, visited.name, visited.members)
    : factory.updateModuleDeclaration(visited, modifiers, visited.name, visited.body);
  if (!emitter.references.isValue(declaration.name as ts.Identifier)) return [plain];
  const { text } = declaration.name;
  return [plain, emitter.runtime.assignExport(text, factory.createIdentifier(text))];
}

type NamedDeclaration = ts.FunctionDeclaration | ts.ClassDeclaration;

/** `export default function () {}` has no name of its own. */
function localName({ name }: NamedDeclaration): ts.Identifier {
  return name ?? factory.createUniqueName("default");
}

function shareDeclared(declaration: NamedDeclaration, local: ts.Identifier, { runtime }: CellEmitter): ts.Statement[] {
  const { name } = declaration;
  const shared = name ? [runtime.assignExport(name.text, factory.createIdentifier(name.text))] : [];
  const isDefault = (ts.getModifiers(declaration) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault ? [...shared, runtime.assignExport("default", local)] : shared;
}

function withoutExport(modifiers: readonly ts.ModifierLike[] | undefined): ts.ModifierLike[] | undefined {
  return modifiers?.filter(({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword);
}
