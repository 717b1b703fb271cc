import { JupyterLab } from "@jupyterlab/application";
import * as json from "@jupyterlab/json-extension";
import { createServiceManager } from "./service-manager.ts";
import { plugins } from "./plugins.ts";

/** Starts the app in the page; resolves when its layout is restored and it can be used. */
export async function start(): Promise<JupyterLab> {
  const app = new JupyterLab({ serviceManager: createServiceManager(), mimeExtensions: [json] });
  app.registerPlugins(plugins);
  await app.start({ hostID: "main" });
  await app.restored;
  return app;
}
