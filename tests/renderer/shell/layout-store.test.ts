import { ServerConnection } from "@jupyterlab/services";
import { expect, test } from "vitest";
import { LayoutStore } from "../../../renderer/shell/layout-store.ts";

/** As much of `Storage` as the store needs; keys are own properties, as there. */
function memory(): Storage {
  const methods = {
    getItem(key: string) {
      return (this as unknown as Record<string, string>)[key] ?? null;
    },
    setItem(key: string, value: string) {
      (this as unknown as Record<string, string>)[key] = value;
    },
    removeItem(key: string) {
      delete (this as unknown as Record<string, string>)[key];
    },
  };
  return Object.create(methods) as Storage;
}

const settings = ServerConnection.makeSettings({ baseUrl: "http://127.0.0.1/", wsUrl: "ws://127.0.0.1/" });

test("comes back to what was saved, and starts empty", async () => {
  const storage = memory();
  const store = new LayoutStore(settings, storage);
  expect(await store.fetch("default")).toEqual({ data: {}, metadata: { id: "default" } });
  const workspace = { data: { "notebook:a": { path: "a.ipynb" } }, metadata: { id: "default" } };
  await store.save("default", workspace);
  storage.setItem("someone-else", "1");
  expect(await new LayoutStore(settings, storage).list()).toEqual({ ids: ["default"], values: [workspace] });
  await store.remove("default");
  expect(await store.list()).toEqual({ ids: [], values: [] });
});
