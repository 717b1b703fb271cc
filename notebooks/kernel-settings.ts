/**
 * How a kernel treats the language, and how a client changes that while the kernel runs: by a Jupyter request of our own,
 * `ulm_settings_request` on the shell or the control channel, at any time, also while a cell computes.
 *
 *     request  {settings?: {typeErrors?: "refuse" | "warn" | "ignore" | null, decorators?: "standard" | "legacy" | null},
 *               kernel?: "tslab" | "jslab" | "deno"}
 *     reply    {status: "ok", settings: {typeErrors, decorators}}                   all of them, as they are now
 *              {status: "error", ename: "KernelOptionError", evalue, traceback: []}  nothing was changed
 *
 * What is left out stays as it is; `null` means as the kernel was started; an empty request asks only. It holds for every cell
 * that is compiled after it, those that wait in the queue included. `kernel` makes it a kernel of that name first: what it
 * was started with is then what such a kernel is started with.
 *
 * Who says the settings; whoever speaks later is followed:
 * 1. The kernel's environment: `ULM_TYPE_ERRORS` and `ULM_DECORATORS`, from a shell or from a kernelspec (`ulm kernel install
 *    --type-errors warn`). This is the way for clients that know nothing of us.
 * 2. Whoever opens a notebook sends `settingsOfNotebook` of its metadata: the app over its own preference, if its user has
 *    one, and `ulm run`. Our host repeats a kernel's requests after each restart; clients need not.
 * 3. A cell that begins with `// @type-errors warn`, for itself and the cells after it. `// @ts-nocheck` is for its cell alone.
 */
export const KERNEL_SETTINGS_REQUEST = "ulm_settings_request";

/** What becomes of type errors: they keep a cell from running, are told before it runs, or are not looked for. */
export const typeErrorModes = ["refuse", "warn", "ignore"] as const;
export type TypeErrorMode = (typeof typeErrorModes)[number];

/** Decorators of JavaScript, or those of TypeScript before there were any (`experimentalDecorators`). */
export const decoratorKinds = ["standard", "legacy"] as const;
export type DecoratorKind = (typeof decoratorKinds)[number];

export interface KernelSettings {
  /** Default `refuse`. */
  typeErrors: TypeErrorMode;
  /** Default `standard`. */
  decorators: DecoratorKind;
}

/** What a client wishes; `null` for what the kernel was started with. */
export type KernelSettingsChange = { [Name in keyof KernelSettings]?: KernelSettings[Name] | null };

/**
 * What a notebook says of its kernel's settings: `{"ulm": {"typeErrors": "warn"}}` in its metadata. A value that is none is as
 * good as not there: a notebook of a later version must open.
 */
export function settingsOfNotebook(metadata: Readonly<Record<string, unknown>>): KernelSettingsChange {
  const said = (metadata.ulm ?? {}) as { typeErrors?: unknown; decorators?: unknown };
  const typeErrors = typeErrorModes.find((mode) => mode === said.typeErrors);
  const decorators = decoratorKinds.find((kind) => kind === said.decorators);
  return { ...(typeErrors && { typeErrors }), ...(decorators && { decorators }) };
}
