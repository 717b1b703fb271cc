import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { installKernel } from "../../kernel/install.ts";
import { pythonWith } from "./harness/python-with.ts";

const python = pythonWith("jupyter_kernel_test");

// Needs Python with jupyter_kernel_test (Debian: python3-jupyter-kernel-test).
it.skipIf(python === undefined)("passes Jupyter's own kernel tests", { timeout: 120_000 }, async () => {
  const prefix = await mkdtemp(join(tmpdir(), "ulm-conformance-"));
  try {
    await installKernel({ prefix });
    const { stderr } = await promisify(execFile)(python!, [join(import.meta.dirname, "conformance.py"), "-v"], {
      env: { ...process.env, JUPYTER_PATH: join(prefix, "share", "jupyter"), ULM_HISTORY: join(prefix, "history") },
    });
    expect(stderr).toMatch(/Ran 12 tests/);
    // Paging is IPython's: the suite skips it for a kernel that names no code for it.
    expect(stderr.match(/^test_\w+.* skipped .*$/gm)).toEqual([expect.stringMatching(/^test_pager/)]);
  } finally {
    await rm(prefix, { recursive: true, force: true });
  }
});
