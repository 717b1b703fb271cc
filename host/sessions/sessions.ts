import { randomUUID } from "node:crypto";
import type { RunRecord } from "../../notebooks/cell-run.ts";
import { HttpError } from "../http/http-error.ts";
import type { KernelModel, Kernel } from "../kernels/kernel.ts";
import type { Kernels } from "../kernels/kernels.ts";

/** What Jupyter's API says about a session: a document and its kernel. */
export interface SessionModel {
  id: string;
  path: string;
  name: string;
  type: string;
  kernel: KernelModel;
}

interface Session {
  id: string;
  path: string;
  name: string;
  type: string;
  kernel: Kernel;
}

export interface SessionChange {
  path?: string;
  name?: string;
  type?: string;
  kernel?: { id?: string; name?: string };
}

/** Which document uses which kernel. A document has one session, however many windows show it. */
export class Sessions {
  readonly #kernels: Kernels;
  readonly #folderOf: (path: string) => Promise<string>;
  readonly #sessions = new Map<string, Session>();
  /** Sessions being started: two requests for one document share a kernel. */
  readonly #starting = new Map<string, Promise<Session>>();

  /** @param folderOf the absolute folder of a document, which becomes its kernel's working directory */
  constructor(kernels: Kernels, folderOf: (path: string) => Promise<string>) {
    this.#kernels = kernels;
    this.#folderOf = folderOf;
  }

  list(): SessionModel[] {
    return this.#alive().map(toModel);
  }

  /** @throws HttpError 404 */
  get(id: string): SessionModel {
    return toModel(this.#find(id));
  }

  /** The session of a document; it is started when there is none. */
  async start(request: SessionChange & { path: string }): Promise<SessionModel> {
    const { path } = request;
    const present = this.#alive().find((session) => session.path === path);
    if (present?.kernel.isDead) await this.delete(present.id);
    else if (present !== undefined) return toModel(present);
    const starting = this.#starting.get(path) ?? this.#start(request).finally(() => this.#starting.delete(path));
    this.#starting.set(path, starting);
    return toModel(await starting);
  }

  /** The runs of a document's kernel; undefined when it has none. */
  runsOf(path: string): RunRecord | undefined {
    return this.#alive().find((session) => session.path === path)?.kernel.runs;
  }

  /** Follows a rename, or gives the document another kernel. */
  async update(id: string, change: SessionChange): Promise<SessionModel> {
    const session = this.#find(id);
    const path = change.path ?? session.path;
    const kernel = await this.#changeKernel(session, path, change.kernel);
    Object.assign(session, { path, name: change.name ?? session.name, type: change.type ?? session.type, kernel });
    return toModel(session);
  }

  /** Ends a session and its kernel, unless another session uses that. */
  async delete(id: string): Promise<void> {
    const session = this.#find(id);
    this.#sessions.delete(id);
    const isShared = this.#alive().some((other) => other.kernel === session.kernel);
    if (!isShared) await this.#kernels.shutdown(session.kernel.id);
  }

  async #start({ path, name, type, kernel }: SessionChange & { path: string }): Promise<Session> {
    const session: Session = {
      id: randomUUID(),
      path,
      name: name ?? "",
      type: type ?? "notebook",
      kernel: kernel?.id ? this.#kernels.get(kernel.id) : await this.#startKernel(kernel?.name, path),
    };
    this.#sessions.set(session.id, session);
    return session;
  }

  async #startKernel(name: string | undefined, path: string): Promise<Kernel> {
    return this.#kernels.start(name ?? "ulm", await this.#folderOf(path));
  }

  async #changeKernel(session: Session, path: string, wanted: SessionChange["kernel"]): Promise<Kernel> {
    if (wanted?.id) return this.#kernels.get(wanted.id);
    if (!wanted?.name) return session.kernel;
    const old = session.kernel;
    const kernel = await this.#startKernel(wanted.name, path);
    const isShared = this.#alive().some((other) => other !== session && other.kernel === old);
    if (!isShared) await this.#kernels.shutdown(old.id);
    return kernel;
  }

  #find(id: string): Session {
    const session = this.#alive().find((one) => one.id === id);
    if (session === undefined) throw new HttpError(404, `There is no session ${id}`);
    return session;
  }

  /** Sessions whose kernel has not been shut down behind their back. */
  #alive(): Session[] {
    const kernels = new Set(this.#kernels.list());
    for (const session of this.#sessions.values()) {
      if (!kernels.has(session.kernel)) this.#sessions.delete(session.id);
    }
    return [...this.#sessions.values()];
  }
}

function toModel({ id, path, name, type, kernel }: Session): SessionModel {
  return { id, path, name, type, kernel: kernel.model };
}
