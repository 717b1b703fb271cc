import type { RecentFile } from "../api.ts";
import type { Contents } from "../contents/contents.ts";
import type { Store } from "../store/store.ts";

const KEPT = 30;

/** The notebooks that were opened last, newest first; those that are gone are left out. */
export async function listRecentFiles(store: Store, contents: Contents): Promise<RecentFile[]> {
  const present = await Promise.all(
    store.state.recent.map((file) =>
      contents.locate(file.path).then(
        () => file,
        () => null,
      ),
    ),
  );
  return present.filter((file) => file !== null);
}

export async function recordRecentFile(store: Store, path: string): Promise<void> {
  const openedAt = new Date().toISOString();
  await store.update((state) => {
    state.recent = [{ path, openedAt }, ...state.recent.filter((file) => file.path !== path)].slice(0, KEPT);
  });
}
