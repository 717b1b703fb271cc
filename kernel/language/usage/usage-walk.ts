import ts from "typescript";
import type { CellReferences } from "../cell-references.ts";
import { innermostExpression } from "../outer-expressions.ts";
import type { RunId } from "../protocol.ts";
import { runOfFile } from "../scope-header.ts";
import { bindCallbacks, bindLocals } from "./bind-locals.ts";
import { changedByCall, writtenTargets } from "./mutation-sites.ts";
import { type BindingKey, bindingKey, createFacts, type NameFacts, nameOf, runOf } from "./name-facts.ts";
import { inside, type Origin, Origins } from "./origins.ts";

/** Where what is found belongs: to the cell, when its code runs with it, or to a name, when it runs once that is called. */
interface Sink {
  reads: Set<BindingKey>;
  mutates: Set<BindingKey>;
  /** The name's facts; undefined for the cell itself. */
  facts?: NameFacts | undefined;
  /** The method that is walked, for changes of `this`. */
  method?: string | undefined;
}

export interface UsageWalkOptions {
  program: ts.Program;
  references: CellReferences;
  /** Of the cell. */
  runId: RunId;
  /** What is known of the names of earlier cells. */
  factsOf(key: BindingKey): NameFacts | undefined;
  /** What a name of other cells means when the cell runs; undefined when there is none. */
  current(name: string): BindingKey | undefined;
}

/**
 * One pass over the statements of a cell. Functions run when they are called, and so what they do is noted with the name
 * that holds them and comes to bear where that is mentioned. Since functions may mention what comes later, passes are
 * repeated until nothing new is found.
 */
export class UsageWalk {
  /** What is known of the cell's own names. */
  readonly facts = new Map<string, NameFacts>();
  readonly cell: Sink = { reads: new Set(), mutates: new Set() };
  readonly globals = new Set<string>();
  readonly #options: UsageWalkOptions;
  readonly #origins: Origins;

  constructor(options: UsageWalkOptions) {
    const { program, references, runId } = options;
    this.#options = options;
    this.#origins = new Origins(program.getTypeChecker(), references, runId, (key) => this.#known(key));
  }

  statement(statement: ts.Statement): void {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      this.#function(statement, this.#deferred(statement.name.text));
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      this.#class(statement, this.#deferred(statement.name.text));
    } else if (ts.isVariableStatement(statement)) {
      statement.declarationList.declarations.forEach((each) => this.#declaration(each));
    } else this.#visit(statement, this.cell);
  }

  /** `const name = value` at the top level. */
  #declaration({ name, initializer, type }: ts.VariableDeclaration): void {
    if (type) this.#visit(type, this.cell);
    if (!initializer) return;
    const value = innermostExpression(initializer);
    const holder = ts.isIdentifier(name) ? this.#deferred(name.text) : undefined;
    if (holder && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return this.#function(value, holder);
    if (holder && ts.isClassExpression(value)) return this.#class(value, holder);
    this.#visit(initializer, this.cell, holder);
    if (!ts.isIdentifier(name)) this.#visit(name, this.cell);
    this.#share(name, this.#origins.of(initializer));
  }

  /** Names of the top level share contents with what their values were taken from. */
  #share(name: ts.BindingName, origins: readonly Origin[]): void {
    if (!ts.isIdentifier(name)) {
      for (const element of name.elements) {
        if (ts.isBindingElement(element)) {
          this.#share(element.name, inside(origins, element.dotDotDotToken !== undefined));
        }
      }
    } else if (origins.length > 0 && !this.#origins.isPrimitive(name)) {
      const { sharesWith, holdsPartsOf } = this.#own(name.text);
      const self = bindingKey(this.#options.runId, name.text);
      for (const origin of origins) {
        if (origin.kind !== "binding" || origin.key === self) continue;
        (origin.isFresh ? holdsPartsOf : sharesWith).add(origin.key);
      }
    }
  }

  #class(declaration: ts.ClassLikeDeclaration, deferred: Sink): void {
    declaration.modifiers?.forEach((each) => this.#visit(each, this.cell));
    declaration.heritageClauses?.forEach((each) => this.#visit(each, this.cell));
    for (const member of declaration.members) {
      const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
      const runsNow = ts.isClassStaticBlockDeclaration(member) || (isStatic && ts.isPropertyDeclaration(member));
      if (runsNow) this.#visit(member, this.cell);
      else if (ts.isFunctionLike(member) && !ts.isConstructorDeclaration(member)) {
        this.#function(member, { ...deferred, method: member.name?.getText() });
      } else this.#visit(member, deferred);
    }
  }

  #function(node: ts.SignatureDeclaration, sink: Sink): void {
    node.parameters.forEach(({ name }, index) => {
      if (sink.facts && !sink.method)
        this.#origins.bind(name, [{ kind: "parameter", index, isFresh: false, isInside: false }]);
    });
    ts.forEachChild(node, (child) => this.#visit(child, sink));
  }

  /** @param holder of functions that lie in the value of a name: `const api = { call() {…} }` */
  #visit(node: ts.Node, sink: Sink, holder?: Sink): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return this.#type(node);
    if (holder && ts.isFunctionLike(node)) {
      const method = ts.isMethodDeclaration(node) ? node.name.getText() : undefined;
      this.#function(node, { ...holder, method });
      if (!isCallback(node)) return;
    }
    if (ts.isIdentifier(node)) return this.#mention(node, sink);
    bindLocals(node, this.#origins);
    for (const target of writtenTargets(node)) this.#write(target, sink);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#call(node, sink);
    ts.forEachChild(node, (child) => this.#visit(child, sink, holder));
  }

  /** A type refers to names, and nothing happens to them. */
  #type(node: ts.Node): void {
    const key = ts.isIdentifier(node) ? this.#origins.bindingOf(node) : undefined;
    if (key !== undefined) this.cell.reads.add(key);
    ts.forEachChild(node, (child) => this.#type(child));
  }

  #mention(identifier: ts.Identifier, sink: Sink): void {
    const reference = this.#options.references.resolve(identifier);
    if (reference?.kind === "preloaded") this.globals.add(reference.name);
    const key = this.#origins.bindingOf(identifier);
    if (key === undefined) return;
    // The cell refers to what its functions read, too: it was checked against it.
    for (const read of this.#withSharers(key)) {
      this.cell.reads.add(read);
      sink.reads.add(read);
    }
    this.#use(key, sink);
  }

  /** A binding, and those with which its value has contents in common. */
  #withSharers(key: BindingKey): BindingKey[] {
    const facts = this.#known(key);
    return [key, ...(facts?.sharesWith ?? []), ...(facts?.holdsPartsOf ?? [])];
  }

  /**
   * A value that is mentioned may be called. Of a function of another cell, what it does with names of cells other than
   * its own is known only when it is called: the names may have been declared anew.
   */
  #use(key: BindingKey, sink: Sink, visited = new Set<BindingKey>()): void {
    const facts = this.#known(key);
    if (facts === undefined || facts === sink.facts || visited.has(key)) return;
    visited.add(key);
    const isDeferred = sink.facts !== undefined;
    if (isDeferred && runOf(key) !== this.#options.runId) return;
    const isKnownNow = (each: BindingKey) => isDeferred || runOf(each) === runOf(key);
    for (const read of facts.reads) {
      if (isKnownNow(read)) sink.reads.add(read);
      else this.#useCurrent(read, sink, visited);
    }
    for (const mutated of facts.mutates) {
      const now = isKnownNow(mutated) ? mutated : this.#options.current(nameOf(mutated));
      if (now !== undefined) sink.mutates.add(now);
    }
  }

  #useCurrent(key: BindingKey, sink: Sink, visited: Set<BindingKey>): void {
    const now = this.#options.current(nameOf(key));
    if (now === undefined) return;
    for (const read of this.#withSharers(now)) sink.reads.add(read);
    this.#use(now, sink, visited);
  }

  #write(target: ts.Expression, sink: Sink): void {
    if (ts.isIdentifier(target)) {
      const key = this.#origins.bindingOf(target);
      if (key !== undefined) sink.mutates.add(key);
    } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      this.#change(this.#origins.of(target.expression), sink);
    }
  }

  /** Something changes whose contents belong to `origins`. */
  #change(origins: readonly Origin[], sink: Sink): void {
    for (const origin of origins) {
      if (origin.isFresh) continue;
      if (origin.kind === "binding") sink.mutates.add(origin.key);
      else if (origin.kind === "parameter") {
        const { mutatedParameters, mutatedInParameters } = sink.facts ?? createFacts();
        (origin.isInside ? mutatedInParameters : mutatedParameters).add(origin.index);
      } else if (sink.method !== undefined) sink.facts?.mutatingMethods.add(sink.method);
    }
  }

  #call(node: ts.CallExpression | ts.NewExpression, sink: Sink): void {
    const changed = ts.isCallExpression(node) ? changedByCall(node, this.#options.program) : undefined;
    if (changed) this.#change(this.#origins.of(changed), sink);
    const callee = innermostExpression(node.expression);
    if (ts.isIdentifier(callee)) {
      const key = this.#origins.bindingOf(callee);
      if (key !== undefined) this.#changeArguments(this.#known(key), node.arguments ?? [], sink);
    } else if (ts.isPropertyAccessExpression(callee)) {
      this.#methodCall(callee, sink);
      bindCallbacks(callee, node.arguments ?? [], this.#origins);
    }
  }

  #changeArguments(facts: NameFacts | undefined, args: readonly ts.Expression[], sink: Sink): void {
    args.forEach((argument, position) => {
      if (facts?.mutatedParameters.has(position)) this.#change(this.#origins.of(argument), sink);
      if (facts?.mutatedInParameters.has(position)) this.#change(inside(this.#origins.of(argument)), sink);
    });
  }

  /** A call of a method that a cell's class, or an object literal of a cell, defines. */
  #methodCall({ expression, name }: ts.PropertyAccessExpression, sink: Sink): void {
    const keys = [this.#classOf(name), ts.isIdentifier(expression) ? this.#origins.bindingOf(expression) : undefined];
    const facts = expression.kind === ts.SyntaxKind.ThisKeyword ? [sink.facts] : [];
    for (const key of keys) {
      if (key === undefined) continue;
      this.#use(key, sink);
      facts.push(this.#known(key));
    }
    if (facts.some((each) => each?.mutatingMethods.has(name.text))) this.#change(this.#origins.of(expression), sink);
  }

  #classOf(method: ts.MemberName): BindingKey | undefined {
    const { program, runId } = this.#options;
    const declaration = program.getTypeChecker().getSymbolAtLocation(method)?.valueDeclaration;
    const owner = declaration?.parent;
    if (!owner || !ts.isClassLike(owner) || !owner.name) return undefined;
    const run = runOfFile(owner.getSourceFile().fileName);
    return bindingKey(run ?? runId, owner.name.text);
  }

  #known(key: BindingKey): NameFacts | undefined {
    return runOf(key) === this.#options.runId ? this.facts.get(nameOf(key)) : this.#options.factsOf(key);
  }

  #own(name: string): NameFacts {
    const facts = this.facts.get(name) ?? createFacts();
    this.facts.set(name, facts);
    return facts;
  }

  #deferred(name: string): Sink {
    const facts = this.#own(name);
    return { reads: facts.reads, mutates: facts.mutates, facts };
  }
}

/** Whether a function is called by whom it is given to, or at once. */
function isCallback(node: ts.Node): boolean {
  let inner = node;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  return ts.isCallExpression(inner.parent) || ts.isNewExpression(inner.parent);
}
