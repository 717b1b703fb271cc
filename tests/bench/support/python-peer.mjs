// @ts-check
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { atRest } from "./at-rest.mjs";

const python = process.env.ULM_BENCH_PYTHON ?? "python3";

/** One Python process that runs peers' models on demand. */
export class PythonPeer {
  #child;
  #lines;

  /** @param {import("node:child_process").ChildProcessWithoutNullStreams} child */
  constructor(child) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {readonly string[]} packages that it needs
   * @returns {Promise<{peer: PythonPeer | undefined, versions: Record<string, string>}>} no peer where Python or a package is missing
   */
  static async start(packages) {
    const child = spawn(python, ["-u", join(import.meta.dirname, "python-peer.py")], { stdio: "pipe" });
    child.stderr.on("data", () => {});
    child.on("error", () => {});
    child.stdin.on("error", () => {});
    const peer = new PythonPeer(child);
    try {
      return { peer, versions: await peer.ask({ do: "versions", packages }) };
    } catch (error) {
      peer.end();
      return {
        peer: undefined,
        versions: { Python: `cannot run the peers (${/** @type {Error} */ (error).message})` },
      };
    }
  }

  /**
   * @param {readonly string[]} packages
   * @returns {Promise<Record<string, string> | undefined>} undefined where one is missing
   */
  async versions(packages) {
    return this.ask({ do: "versions", packages }).catch(() => undefined);
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}
   */
  async ask(request) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`"${python}" has ended; ULM_BENCH_PYTHON names another`);
    const answer = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  /** Its process. */
  get id() {
    return this.#child.pid ?? 0;
  }

  /** Resolves when the peer computes no more. */
  async atRest() {
    if (this.#child.pid !== undefined) await atRest(this.#child.pid);
  }

  end() {
    this.#child.kill();
  }
}
