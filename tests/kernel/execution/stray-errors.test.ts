import { afterAll, beforeAll, expect, it } from "vitest";
import { type Execution, KernelClient } from "../harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const TIMER = 'setTimeout(() => { throw new Error("timer") }, 10); 0';
const REJECTION = 'void Promise.reject(new Error("rejection")); 1';

const messages = (run: Execution) => run.of("error").map(({ evalue }) => evalue as string);

/** What a cell that causes a stray error was told, until another cell has run. */
async function strayErrorsOf(code: string): Promise<string[]> {
  const run = await kernel.execute(code);
  const next = await kernel.execute("await new Promise((resolve) => setTimeout(resolve, 50)); 2");
  expect(next.plain).toBe("2");
  return messages(run);
}

it("is reported once, and the kernel lives, when a package's listeners throw it again", async () => {
  // As Emscripten's do: TensorFlow.js's WebAssembly backend has them.
  await kernel.execute(
    'const again = (error: unknown) => { throw error }; for (const event of ["uncaughtException", "unhandledRejection"]) process.on(event, again)',
  );
  expect(await strayErrorsOf(TIMER)).toEqual(["timer"]);
  expect(await strayErrorsOf(REJECTION)).toEqual(["rejection"]);
});

it("is reported when a cell has removed all listeners", async () => {
  await kernel.execute('process.removeAllListeners("uncaughtException").removeAllListeners("unhandledRejection")');
  expect(await strayErrorsOf(TIMER)).toEqual(["timer"]);
  expect(await strayErrorsOf(REJECTION)).toEqual(["rejection"]);
});

it("goes to the listeners of cells, as in a plain process", async () => {
  await kernel.execute(
    'const heard: unknown[] = []; process.once("uncaughtException", (error, origin) => heard.push([error.message, origin]))',
  );
  expect(await strayErrorsOf(REJECTION)).toEqual([]);
  expect((await kernel.execute("heard")).plain).toBe("[ [ 'rejection', 'unhandledRejection' ] ]");
  expect(await strayErrorsOf(TIMER)).toEqual(["timer"]);
  await kernel.execute(
    'process.once("unhandledRejection", (reason, promise) => heard.push(promise instanceof Promise))',
  );
  expect(await strayErrorsOf(REJECTION)).toEqual([]);
  expect((await kernel.execute("heard[1]")).plain).toBe("true");
});

it("and an error of a listener are both told", async () => {
  await kernel.execute('process.once("uncaughtException", () => { throw new Error("listener") })');
  expect(await strayErrorsOf(TIMER)).toEqual(["listener", "timer"]);
});

it("does not end a kernel that uses TensorFlow.js", async () => {
  expect((await kernel.execute("tf.tensor1d([1]).sum().dataSync()[0]")).plain).toBe("1");
  expect(await strayErrorsOf(TIMER)).toEqual(["timer"]);
  expect(await strayErrorsOf(REJECTION)).toEqual(["rejection"]);
});
