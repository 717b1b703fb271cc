import { describe, expect, it } from "vitest";
import { startTestHost } from "./start-test-host.ts";

/** What a browser keeps after it opened the app. */
async function signIn(tokenUrl: string): Promise<string> {
  const response = await fetch(tokenUrl, { redirect: "manual" });
  return response.headers.get("set-cookie")!.split(";")[0];
}

async function isSignedIn(url: string, cookie: string): Promise<boolean> {
  const response = await fetch(`${url}api/kernels`, { headers: { cookie } });
  return response.ok;
}

/** Opens a window, ends its host, and starts another one on the same port. */
async function restart(secretBefore: string, secretAfter: string): Promise<{ signedIn: boolean }> {
  const before = await startTestHost({ secret: secretBefore });
  const cookie = await signIn(before.tokenUrl);
  expect(await isSignedIn(before.url, cookie)).toBe(true);
  await before.close();
  const after = await startTestHost({ secret: secretAfter, port: Number(new URL(before.url).port) });
  const signedIn = await isSignedIn(after.url, cookie);
  await after.close();
  return { signedIn };
}

describe("a host that is started again on the same port", () => {
  it("still knows its windows when it has the same secret", async () => {
    expect(await restart("a".repeat(32), "a".repeat(32))).toEqual({ signedIn: true });
  });
  it("knows nobody when it has another", async () => {
    expect(await restart("a".repeat(32), "b".repeat(32))).toEqual({ signedIn: false });
  });
});
