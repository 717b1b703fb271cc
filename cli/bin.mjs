#!/usr/bin/env node
// The compiled command line, or one clear line when it has not been built yet.
import { existsSync } from "node:fs";

const entry = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(entry)) {
  console.error("ulm: not built yet. Run `npm ci && npm run build` in the project folder first.");
  process.exit(1);
}
await import(entry.href);
