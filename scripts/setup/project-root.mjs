// @ts-check
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds package.json; every script works from here, wherever it was started. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
