/** Events, baskets or sequences that cannot be read; the message names what, where, and what to do. */
export class BehaviourError extends Error {
  override readonly name = "BehaviourError";
}
