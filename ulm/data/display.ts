/** A result as a notebook shows it: MIME types and their representations. */
export type DisplayBundle = Record<string, unknown>;

/** The method with which a value says how a notebook shows it (Deno's protocol, which the kernel follows). */
export const display: unique symbol = Symbol.for("Jupyter.display");
