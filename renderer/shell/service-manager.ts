import { EventManager, ServerConnection, ServiceManager, UserManager } from "@jupyterlab/services";
import { LayoutStore } from "./layout-store.ts";
import { NoConversions } from "./no-conversions.ts";

/**
 * The connection to the host: kernels, sessions, files, settings. It rests while the window is hidden.
 * Users and server events are for servers with many users; their managers stay asleep.
 */
export function createServiceManager(): ServiceManager {
  const serverSettings = ServerConnection.makeSettings();
  const asleep = { serverSettings, standby: () => true };
  return new ServiceManager({
    serverSettings,
    standby: "when-hidden",
    events: new EventManager(asleep),
    user: new UserManager(asleep),
    nbconvert: new NoConversions({ serverSettings }),
    workspaces: new LayoutStore(serverSettings),
  });
}
