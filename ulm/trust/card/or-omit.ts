import { BootstrapError } from "../../compute/index.ts";
import { ParameterError, TableError } from "../../data/index.ts";
import type { BilingualText } from "../../data/index.ts";

/**
 * What `compute` gives, or undefined where the rows do not allow it, as when one of the classes is not among them: that is said in
 * `omitted`, and the other parts of a card are as good without it.
 */
export async function orOmit<Result>(
  what: BilingualText,
  omitted: BilingualText[],
  compute: () => Result | Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await compute();
  } catch (error) {
    const isOfTheRows = [ParameterError, TableError, BootstrapError].some((kind) => error instanceof kind);
    if (!isOfTheRows) throw error;
    const { message } = error as Error;
    omitted.push({ en: `${what.en}: ${message}`, "zh-CN": `${what["zh-CN"]}：${message}` });
    return undefined;
  }
}
