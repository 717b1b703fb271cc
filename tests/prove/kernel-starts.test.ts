import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { KernelClient } from "../../host/kernels/kernel-client.ts";

const STARTS = 200;
const AT_ONCE = 4;

it(`${STARTS} kernels start, answer and end, ${AT_ONCE} at a time`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "ulm-starts-"));
  let left = STARTS;
  let answered = 0;
  async function startAndEnd(): Promise<void> {
    while (left-- > 0) {
      const client = await KernelClient.start({ cwd: folder, runtimeDirectory: join(folder, "runtime") });
      const { status } = await client.execute("1 + 1");
      if (status === "ok") answered++;
      await client.shutdown();
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, startAndEnd));
  await rm(folder, { recursive: true });
  expect(answered).toBe(STARTS);
});
