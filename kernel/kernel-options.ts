import {
  decoratorKinds,
  typeErrorModes,
  type KernelSettings,
  type KernelSettingsChange,
} from "../notebooks/kernel-settings.ts";

export const defaultKernelOptions: KernelSettings = { typeErrors: "refuse", decorators: "standard" };

/** A kernel was told something that it does not know. */
export class KernelOptionError extends Error {
  override name = "KernelOptionError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options that a kernel's environment says, which a kernelspec can set as well as a shell.
 *
 * @throws KernelOptionError for a value that is none
 */
export function readKernelOptions(environment: Environment): KernelSettings {
  const read = <Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined =>
    environment[name] ? choose(name, choices, environment[name]) : undefined;
  return {
    typeErrors: read("ULM_TYPE_ERRORS", typeErrorModes) ?? defaultKernelOptions.typeErrors,
    decorators: read("ULM_DECORATORS", decoratorKinds) ?? defaultKernelOptions.decorators,
  };
}

/** The environment that says `options`, without what is the default. */
export function kernelEnvironment({ typeErrors, decorators }: Partial<KernelSettings>): Record<string, string> {
  return {
    ...(typeErrors === undefined || typeErrors === defaultKernelOptions.typeErrors
      ? {}
      : { ULM_TYPE_ERRORS: typeErrors }),
    ...(decorators === undefined || decorators === defaultKernelOptions.decorators
      ? {}
      : { ULM_DECORATORS: decorators }),
  };
}

/**
 * The settings that a client sent.
 *
 * @throws KernelOptionError for a setting or a value that is none
 */
export function checkSettings(said: unknown = {}): KernelSettingsChange {
  if (said === null || typeof said !== "object")
    throw new KernelOptionError(`settings are an object, not ${String(said)}`);
  const change: KernelSettingsChange = {};
  for (const [name, value] of Object.entries(said)) {
    if (name === "typeErrors") change.typeErrors = value === null ? null : choose(name, typeErrorModes, value);
    else if (name === "decorators") change.decorators = value === null ? null : choose(name, decoratorKinds, value);
    else throw new KernelOptionError(`${name}: it is one of typeErrors, decorators`);
  }
  return change;
}

/**
 * @param started the settings to which `null` returns
 * @returns the settings after a change
 */
export function changeSettings(
  settings: KernelSettings,
  { typeErrors, decorators }: KernelSettingsChange,
  started: KernelSettings,
): KernelSettings {
  return {
    typeErrors: typeErrors === null ? started.typeErrors : (typeErrors ?? settings.typeErrors),
    decorators: decorators === null ? started.decorators : (decorators ?? settings.decorators),
  };
}

function choose<Choice extends string>(name: string, choices: readonly Choice[], said: unknown): Choice {
  const choice = choices.find((each) => each === said);
  if (choice === undefined) throw new KernelOptionError(`${name}=${String(said)}: it is one of ${choices.join(", ")}`);
  return choice;
}
