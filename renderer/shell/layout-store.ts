import type { ServerConnection, Workspace } from "@jupyterlab/services";
import { WorkspaceManager } from "@jupyterlab/services";

const prefix = "ulm-notebook:layout:";

/**
 * Keeps what is open and where it lies for as long as the window lives, so that a reload comes back to it. JupyterLab
 * keeps it on the server; a desktop app starts at its home page, and two windows must not share one layout.
 */
export class LayoutStore extends WorkspaceManager {
  readonly #storage: Storage;

  constructor(serverSettings: ServerConnection.ISettings, storage: Storage = sessionStorage) {
    super({ serverSettings });
    this.#storage = storage;
  }

  override async fetch(id: string): Promise<Workspace.IWorkspace> {
    const text = this.#storage.getItem(prefix + id);
    return text ? (JSON.parse(text) as Workspace.IWorkspace) : { data: {}, metadata: { id } };
  }

  override async list(): Promise<{ ids: string[]; values: Workspace.IWorkspace[] }> {
    const ids = Object.keys(this.#storage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
    return { ids, values: await Promise.all(ids.map((id) => this.fetch(id))) };
  }

  override async remove(id: string): Promise<void> {
    this.#storage.removeItem(prefix + id);
  }

  override async save(id: string, workspace: Workspace.IWorkspace): Promise<void> {
    this.#storage.setItem(prefix + id, JSON.stringify(workspace));
  }
}
