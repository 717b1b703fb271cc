/** What becomes of type errors: they keep a cell from running, are told before it runs, or are not looked for. */
export const typeErrorModes = ["refuse", "warn", "ignore"] as const;
export type TypeErrorMode = (typeof typeErrorModes)[number];

/** Decorators of JavaScript, or those of TypeScript before there were any (`experimentalDecorators`). */
export const decoratorKinds = ["standard", "legacy"] as const;
export type DecoratorKind = (typeof decoratorKinds)[number];

/** How one kernel treats the language. */
export interface KernelOptions {
  /** `ULM_TYPE_ERRORS`, default `refuse`; a cell changes it from there on by the comment `// @type-errors warn`. */
  typeErrors: TypeErrorMode;
  /** `ULM_DECORATORS`, default `standard`. */
  decorators: DecoratorKind;
}

export const defaultKernelOptions: KernelOptions = { typeErrors: "refuse", decorators: "standard" };

/** A kernel was told something that it does not know. */
export class KernelOptionError extends Error {
  override name = "KernelOptionError";
}

/**
 * The options that a kernel's environment says, which a kernelspec can set as well as a shell.
 *
 * @throws KernelOptionError for a value that is none
 */
export function readKernelOptions(environment: Readonly<Record<string, string | undefined>>): KernelOptions {
  return {
    typeErrors: choose("ULM_TYPE_ERRORS", typeErrorModes, defaultKernelOptions.typeErrors, environment),
    decorators: choose("ULM_DECORATORS", decoratorKinds, defaultKernelOptions.decorators, environment),
  };
}

/** The environment that says `options`, without what is the default. */
export function kernelEnvironment({ typeErrors, decorators }: Partial<KernelOptions>): Record<string, string> {
  return {
    ...(typeErrors === undefined || typeErrors === defaultKernelOptions.typeErrors
      ? {}
      : { ULM_TYPE_ERRORS: typeErrors }),
    ...(decorators === undefined || decorators === defaultKernelOptions.decorators
      ? {}
      : { ULM_DECORATORS: decorators }),
  };
}

function choose<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
  environment: Readonly<Record<string, string | undefined>>,
): Choice {
  const said = environment[name];
  if (said === undefined || said === "") return fallback;
  const choice = choices.find((each) => each === said);
  if (choice === undefined) throw new KernelOptionError(`${name}=${said}: it is one of ${choices.join(", ")}`);
  return choice;
}
