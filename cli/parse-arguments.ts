import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "./usage-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>;

/**
 * Reads a command's arguments; unknown options are errors.
 * @param positionals how many arguments without a name there must be
 * @throws {UsageError}
 */
export function parseArguments<const O extends Options>(
  args: string[],
  options: O,
  positionals: { least: number; most: number; name: string },
): Parsed<O> {
  const parsed = parse(args, options);
  const count = parsed.positionals.length;
  if (count < positionals.least) throw new UsageError(`${positionals.name} is missing`);
  if (count > positionals.most)
    throw new UsageError(`"${parsed.positionals[positionals.most]}" is one argument too many`);
  return parsed;
}

function parse<const O extends Options>(args: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    // Node's message is good; what follows its first sentence is about its own interface.
    const [message] = (cause as Error).message.split(". ");
    throw new UsageError(message, { cause });
  }
}
