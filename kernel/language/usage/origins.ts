import ts from "typescript";
import type { CellReferences } from "../cell-references.ts";
import { isOuterExpression } from "../outer-expressions.ts";
import type { RunId } from "../protocol.ts";
import { type BindingKey, bindingKey, type NameFacts } from "./name-facts.ts";

/** Whose contents a value belongs to: a binding's, those of a parameter of the function around, those of `this`. */
export type Origin = (
  { kind: "binding"; key: BindingKey } | { kind: "parameter"; index: number } | { kind: "this" }
) & {
  /** A new container of old elements, as `filter` and `[...rows]` make it: to change the container changes nothing else. */
  isFresh: boolean;
  /** Not the value itself but something that lies in it. */
  isInside: boolean;
};

/** Methods of collections that give an element. */
const picking = new Set("at find findLast pop shift get next".split(" "));
/** Methods that give what they are called on. */
const chaining = new Set("sort reverse fill copyWithin set add fit".split(" "));
/** Methods, and functions of `Object` and `Array`, that give a new container of the same elements. */
const copying = new Set(
  "slice splice filter concat flat toSorted toReversed toSpliced with values entries from".split(" "),
);

/** Follows values back to the names that they come from, through local variables, loops, patterns and method calls. */
export class Origins {
  readonly #checker: ts.TypeChecker;
  readonly #references: CellReferences;
  readonly #runId: RunId;
  readonly #factsOf: (key: BindingKey) => NameFacts | undefined;
  readonly #locals = new Map<ts.Node, readonly Origin[]>();

  constructor(
    checker: ts.TypeChecker,
    references: CellReferences,
    runId: RunId,
    factsOf: (key: BindingKey) => NameFacts | undefined,
  ) {
    this.#checker = checker;
    this.#references = references;
    this.#runId = runId;
    this.#factsOf = factsOf;
  }

  /** The binding that the mention of a name means. */
  bindingOf(identifier: ts.Identifier): BindingKey | undefined {
    const reference = this.#references.resolve(identifier);
    if (reference === undefined || reference.kind === "preloaded") return undefined;
    return bindingKey(reference.kind === "own" ? this.#runId : reference.runId, reference.name);
  }

  /** Says where the value of a local name or pattern comes from. */
  bind(name: ts.BindingName, origins: readonly Origin[]): void {
    if (origins.length === 0) return;
    if (ts.isIdentifier(name)) {
      if (!this.isPrimitive(name)) this.#locals.set(name.parent, origins);
      return;
    }
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) this.bind(element.name, inside(origins, element.dotDotDotToken !== undefined));
    }
  }

  of(expression: ts.Node): readonly Origin[] {
    if (ts.isIdentifier(expression)) return this.#ofName(expression);
    if (expression.kind === ts.SyntaxKind.ThisKeyword) return [{ kind: "this", isFresh: false, isInside: false }];
    if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)) {
      return inside(this.of(expression.expression));
    }
    if (isOuterExpression(expression) || ts.isAwaitExpression(expression)) return this.of(expression.expression);
    if (ts.isConditionalExpression(expression)) {
      return [...this.of(expression.whenTrue), ...this.of(expression.whenFalse)];
    }
    if (ts.isBinaryExpression(expression)) return this.#ofOperation(expression);
    if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap((each) => this.#ofPart(each));
    if (ts.isObjectLiteralExpression(expression)) return expression.properties.flatMap((each) => this.#ofPart(each));
    if (ts.isNewExpression(expression) && collections.test(expression.expression.getText())) {
      return (expression.arguments ?? []).flatMap((each) => this.#ofPart(each));
    }
    return ts.isCallExpression(expression) ? this.#ofCall(expression) : [];
  }

  /** Whether a value is a number, a text and the like: nothing can be changed in it. */
  isPrimitive(node: ts.Node): boolean {
    const type = this.#checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    return parts.every(({ flags }) => (flags & primitiveTypes) !== 0);
  }

  #ofName(identifier: ts.Identifier): readonly Origin[] {
    const key = this.bindingOf(identifier);
    if (key !== undefined) {
      const { sharesWith = [], holdsPartsOf = [] } = this.#factsOf(key) ?? {};
      return [
        ...[key, ...sharesWith].map(
          (each) => ({ kind: "binding", key: each, isFresh: false, isInside: false }) as const,
        ),
        ...[...holdsPartsOf].map((each) => ({ kind: "binding", key: each, isFresh: true, isInside: false }) as const),
      ];
    }
    const declaration = this.#checker.getSymbolAtLocation(identifier)?.valueDeclaration;
    return (declaration && this.#locals.get(declaration)) ?? [];
  }

  /** `a ?? b`, `a = b`, `(a, b)`. */
  #ofOperation({ left, right, operatorToken }: ts.BinaryExpression): readonly Origin[] {
    switch (operatorToken.kind) {
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.BarBarToken:
        return [...this.of(left), ...this.of(right)];
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.CommaToken:
        return this.of(right);
      default:
        return [];
    }
  }

  /** What an element of an array literal, or a property of an object literal, carries into it. */
  #ofPart(part: ts.Expression | ts.ObjectLiteralElementLike): readonly Origin[] {
    const value = ts.isSpreadElement(part) || ts.isSpreadAssignment(part) ? part.expression : part;
    if (ts.isShorthandPropertyAssignment(value))
      return this.isPrimitive(value.name) ? [] : fresh(this.#ofName(value.name));
    if (ts.isPropertyAssignment(value)) return this.#ofPart(value.initializer);
    return ts.isExpression(value) && !this.isPrimitive(value) ? fresh(this.of(value)) : [];
  }

  #ofCall({ expression, arguments: args }: ts.CallExpression): readonly Origin[] {
    if (!ts.isPropertyAccessExpression(expression)) return [];
    const method = expression.name.text;
    const isStatic = ts.isIdentifier(expression.expression) && /^(Object|Array)$/.test(expression.expression.text);
    if (isStatic) return copying.has(method) && args[0] ? fresh(this.of(args[0])) : [];
    if (chaining.has(method)) return this.of(expression.expression);
    if (picking.has(method)) return inside(this.of(expression.expression));
    return copying.has(method) ? fresh(this.of(expression.expression)) : [];
  }
}

const collections = /^(Map|Set|Array|WeakMap|WeakSet)$/;

const primitiveTypes =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null |
  ts.TypeFlags.Void;

/** Of what lies in a value. */
export function inside(origins: readonly Origin[], isRest = false): readonly Origin[] {
  return origins.map((origin) => ({ ...origin, isFresh: isRest, isInside: true }));
}

function fresh(origins: readonly Origin[]): readonly Origin[] {
  return origins.map((origin) => ({ ...origin, isFresh: true }));
}
