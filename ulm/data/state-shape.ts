import { ParameterError } from "./estimator-error.ts";

/** Where in a state a value stands, and the sizes that arrays before it had. */
export interface Place {
  /** Whose state it is. */
  readonly type: string;
  /** As code would write it: `state.mean[3]`. */
  readonly path: string;
  /** By name, of lists that must be equally long. */
  readonly sizes: Map<string, number>;
}

/** What a part of a saved state must look like. @throws ParameterError that says where it does not */
export type Shape = (value: unknown, place: Place) => void;

/**
 * Checks what was read from JSON, which may be damaged or made by somebody who means harm.
 * @param type whose state it is @throws ParameterError for the first part that is not as it must be
 */
export function checkState(type: string, state: unknown, shape: Shape): void {
  shape(state, { type, path: "state", sizes: new Map() });
}

/** @throws ParameterError always */
export function damaged({ type, path }: Place, what: string): never {
  throw new ParameterError(`This JSON of a ${type} is damaged: ${path} ${what}. Save the model again.`);
}

/** A number that is neither NaN nor infinite. */
export const numeric: Shape = (value, place) => {
  if (!Number.isFinite(value)) damaged(place, "is not a finite number");
};

/** 0, 1, 2, … */
export const counting: Shape = (value, place) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) damaged(place, "is not a whole number from 0");
};

/** A whole number from 0 that is less than a named size: a place in another list. */
export function placeIn(name: string): Shape {
  return (value, place) => {
    counting(value, place);
    if ((value as number) >= (place.sizes.get(name) ?? 0)) damaged(place, `is not the number of one of the ${name}`);
  };
}

export const textual: Shape = (value, place) => {
  if (typeof value !== "string") damaged(place, "is not a text");
};

export const logical: Shape = (value, place) => {
  if (typeof value !== "boolean") damaged(place, "is neither true nor false");
};

/** A class or category: a text, a finite number, true or false. */
export const labelled: Shape = (value, place) => {
  if (typeof value !== "string" && typeof value !== "boolean" && !Number.isFinite(value)) {
    damaged(place, "is not a label");
  }
};

/** `null`, or what the shape allows. */
export function nullable(shape: Shape): Shape {
  return (value, place) => {
    if (value !== null) shape(value, place);
  };
}

/**
 * A list of things alike.
 * @param size how many: a number, or a name; lists of the same name must be equally long, the first of them says how long
 * @param least how many there must be at least. Default 0
 */
export function list(of: Shape, size?: string | number, least = 0): Shape {
  return (value, place) => {
    if (!Array.isArray(value)) damaged(place, "is not a list");
    const expected = typeof size === "string" ? place.sizes.get(size) : size;
    if (expected !== undefined && value.length !== expected) {
      damaged(
        place,
        `has ${value.length} values, but there are ${expected} ${typeof size === "string" ? size : ""}`.trimEnd(),
      );
    }
    if (value.length < least) damaged(place, `has ${value.length} values, but needs ${least}`);
    if (typeof size === "string") place.sizes.set(size, value.length);
    // By place, so that holes are looked at too.
    for (let index = 0; index < value.length; index++) of(value[index], { ...place, path: `${place.path}[${index}]` });
  };
}

/** An object with at least these parts, which are looked at in their order. */
export function record(parts: Readonly<Record<string, Shape | undefined>>): Shape {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) damaged(place, "is not an object");
    for (const [name, shape] of Object.entries(parts)) {
      if (shape === undefined) continue;
      if (!Object.hasOwn(value, name)) damaged(place, `has no ${name}`);
      shape((value as Record<string, unknown>)[name], { ...place, path: `${place.path}.${name}` });
    }
  };
}

/** An object whose parts, whatever they are called, are alike. */
export function dictionary(of: Shape): Shape {
  return (value, place) => {
    record({})(value, place);
    record(Object.fromEntries(Object.keys(value as object).map((name) => [name, of])))(value, place);
  };
}

/** The names of the columns that were fitted: what most states begin with. It sets the size "columns". */
export const columnNames: Shape = (value, place) => {
  list(textual, "columns", 1)(value, place);
  if (new Set(value as string[]).size < (value as string[]).length) damaged(place, "has a name twice");
};

/** The classes of a classifier, two at least. It sets the size "classes". */
export const classLabels: Shape = list(labelled, "classes", 2);

/** One thing for each class, of two classes one for both: what decides between the "classes" of the state. */
export function decisionList(of: Shape): Shape {
  return (value, place) => {
    const classes = place.sizes.get("classes")!;
    list(of, classes === 2 ? 1 : classes)(value, place);
  };
}
