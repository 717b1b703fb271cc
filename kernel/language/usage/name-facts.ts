import type { RunId } from "../protocol.ts";

/** One binding of a session: a name as one run declared it. Redeclared, it is another binding. */
export type BindingKey = `${RunId} ${string}`;

export function bindingKey(runId: RunId, name: string): BindingKey {
  return `${runId} ${name}`;
}

export function runOf(key: BindingKey): RunId {
  return Number(key.slice(0, key.indexOf(" ")));
}

export function nameOf(key: BindingKey): string {
  return key.slice(key.indexOf(" ") + 1);
}

/** What is known of a name's value without running anything: what happens to other names when it is used. */
export interface NameFacts {
  /** Bindings that its functions read when they are called; those of other runs stand for what their names mean then. */
  reads: Set<BindingKey>;
  /** Bindings that its functions assign, or whose contents they change; as with `reads`. */
  mutates: Set<BindingKey>;
  /** Bindings whose contents it may be part of: to change it is to change them. */
  sharesWith: Set<BindingKey>;
  /** Bindings whose contents it holds in a container of its own: only to change what lies in it is to change them. */
  holdsPartsOf: Set<BindingKey>;
  /** Of a function: positions of the parameters that it changes. */
  mutatedParameters: Set<number>;
  /** Of a function: positions of the parameters in which it changes something, as the rows of a table. */
  mutatedInParameters: Set<number>;
  /** Of a class or an object: the methods that change what they are called on. */
  mutatingMethods: Set<string>;
}

export function createFacts(): NameFacts {
  return {
    reads: new Set(),
    mutates: new Set(),
    sharesWith: new Set(),
    holdsPartsOf: new Set(),
    mutatedParameters: new Set(),
    mutatedInParameters: new Set(),
    mutatingMethods: new Set(),
  };
}

/** How much is known; it only grows, so an analysis is done when this no longer changes. */
export function countFacts(facts: Iterable<NameFacts>): number {
  let count = 0;
  for (const each of facts) for (const set of Object.values(each) as Set<unknown>[]) count += set.size;
  return count;
}
