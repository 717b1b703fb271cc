import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HostWatch } from "../../../renderer/recovery/host-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A watch of a host that answers one thing after another: when it was started, or nothing (null). */
function watchHost(answers: (string | null)[]) {
  const watch = new HostWatch(async () => {
    const answer = answers.shift();
    if (!answer) throw new TypeError("Failed to fetch");
    return answer;
  });
  const seen: string[] = [];
  for (const name of ["lost", "answered", "restarted"] as const) watch[name].connect(() => seen.push(name));
  return { watch, seen };
}

it("says once that the host is lost, and that another has come", async () => {
  const { watch, seen } = watchHost(["monday", null, null, null, "tuesday"]);
  await watch.look();
  expect(seen).toEqual([]);
  const looked = watch.look();
  await vi.runAllTimersAsync();
  await looked;
  expect(seen).toEqual(["lost", "answered", "restarted"]);
});

it("a host that was out of reach for a while is the same host", async () => {
  const { watch, seen } = watchHost(["monday", null, "monday"]);
  await watch.look();
  const looked = watch.look();
  await vi.runAllTimersAsync();
  await looked;
  expect(seen).toEqual(["lost", "answered"]);
});

it("notices a host that was started again so fast that no question went unanswered", async () => {
  const { watch, seen } = watchHost(["monday", "tuesday"]);
  await watch.look();
  await Promise.all([watch.look(), watch.look()]);
  expect(seen).toEqual(["restarted"]);
});
