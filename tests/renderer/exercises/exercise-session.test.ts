import type { ISessionContext } from "@jupyterlab/apputils";
import { Signal } from "@lumino/signaling";
import { describe, expect, it } from "vitest";
import { ExerciseSession, KernelUnavailableError } from "../../../renderer/exercises/exercise-session.ts";

class FakeComm {
  isDisposed = false;
  onMsg: (message: unknown) => void = () => {};
  onClose: () => void = () => {};
  readonly opened: unknown[] = [];
  readonly sent: unknown[] = [];
  open(data: unknown) {
    this.opened.push(data);
    return { done: Promise.resolve() };
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  answer(data: unknown): void {
    this.onMsg({ content: { data } });
  }
}

function createContext({ hasKernel = true } = {}) {
  const comms: FakeComm[] = [];
  const kernel = {
    createComm(target: string) {
      expect(target).toBe("ulm.exercise");
      comms.push(new FakeComm());
      return comms.at(-1);
    },
  };
  const context = { ready: Promise.resolve(), session: hasKernel ? { kernel } : null };
  const statusChanged = new Signal<object, string>(context);
  const kernelChanged = new Signal<object, unknown>(context);
  return { context: Object.assign(context, { statusChanged, kernelChanged }), comms, statusChanged };
}

function createSession(options?: { hasKernel: boolean }) {
  const fake = createContext(options);
  return { ...fake, session: new ExerciseSession(fake.context as unknown as ISessionContext, "churn") };
}

/** Lets what has been asked reach the fake kernel. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("the conversation about exercises", () => {
  it("opens one comm for the lesson and keeps it", async () => {
    const { session, comms } = createSession();
    void session.request({ kind: "list" });
    await settle();
    void session.request({ kind: "solution", exercise: "a" });
    await settle();
    expect(comms).toHaveLength(1);
    expect(comms[0].opened).toEqual([{ lesson: "churn" }]);
    expect(comms[0].sent).toEqual([{ kind: "list" }, { kind: "solution", exercise: "a" }]);
  });

  it("gives each request its own reply", async () => {
    const { session, comms } = createSession();
    const first = session.request({ kind: "solution", exercise: "a" });
    const second = session.request({ kind: "solution", exercise: "b" });
    await settle();
    const replies = comms.flatMap((comm) => comm.sent);
    expect(replies).toHaveLength(2);
    comms[0].answer({ kind: "solution", exercise: "a", solution: "1" });
    comms[0].answer({ kind: "solution", exercise: "b", solution: "2" });
    await expect(Promise.all([first, second])).resolves.toMatchObject([{ solution: "1" }, { solution: "2" }]);
  });

  it("fails what is unanswered when the kernel restarts, and asks the new kernel next time", async () => {
    const { session, comms, statusChanged, context } = createSession();
    const lost = session.request({ kind: "list" });
    await settle();
    statusChanged.emit("restarting");
    await expect(lost).rejects.toBeInstanceOf(KernelUnavailableError);
    void session.request({ kind: "list" });
    await settle();
    expect(comms).toHaveLength(2);
    expect(context.session).not.toBeNull();
  });

  it("says so when there is no kernel", async () => {
    const { session } = createSession({ hasKernel: false });
    await expect(session.request({ kind: "list" })).rejects.toBeInstanceOf(KernelUnavailableError);
  });
});
