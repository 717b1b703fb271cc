/** Name of the environment variable by which whoever starts a kernel lowers or raises the limit. */
export const OUTPUT_LIMIT_VARIABLE = "ULM_OUTPUT_LIMIT";

/**
 * Characters that one cell may print, stdout and stderr together; beyond, output is dropped where it is made, so that an
 * endless loop costs no memory.
 */
export function outputLimit(env: NodeJS.ProcessEnv = process.env): number {
  const limit = Number(env[OUTPUT_LIMIT_VARIABLE]);
  return Number.isInteger(limit) && limit > 0 ? limit : 100_000_000;
}
