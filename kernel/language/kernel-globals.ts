/** The types of what the kernel itself gives to cells; bundled for the checker by scripts/build/prelude.mjs. */
export type { Comms } from "../execution/comms.ts";
export type { DenoJupyter } from "../execution/deno-namespace.ts";
export type { Display } from "../execution/display/display-api.ts";
export type { Prompt } from "../execution/prompt.ts";
export type { TslabDisplay } from "../execution/tslab-module.ts";
