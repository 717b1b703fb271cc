import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { installKernel } from "../../kernel/install.ts";
import { pythonWith } from "./harness/python-with.ts";

const python = pythonWith("jupyter_client", "tornado");

// Needs Python with jupyter_client (Debian: python3-jupyter-client).
it.skipIf(python === undefined)(
  "jupyter_client starts a kernel again that a cell has ended",
  { timeout: 120_000 },
  async () => {
    const prefix = await mkdtemp(join(tmpdir(), "ulm-restarter-"));
    try {
      await installKernel({ prefix });
      const { stdout } = await promisify(execFile)(python!, [join(import.meta.dirname, "restarter.py")], {
        env: { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter"), ULM_HISTORY: join(prefix, "history") },
      });
      expect(JSON.parse(stdout)).toEqual({
        before: { status: "error", ename: "ProcessExit", printed: "before\n" },
        after: { status: "ok", ename: null, printed: "undefined\n" },
      });
    } finally {
      await rm(prefix, { recursive: true, force: true });
    }
  },
);
