import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Collects the settings schemas of all packages that declare `jupyterlab.schemaDir`, and those of our own plugins
 * (`renderer/settings/schemas/`), into `<output>/<package>/<plugin>.json`, with our defaults (`renderer/settings/defaults.json`) in place of theirs and without
 * the menu items of `hidden-menu-items.json`.
 */
export async function collectSchemas({ renderer, output, packages, require }) {
  const defaults = JSON.parse(await readFile(path.join(renderer, "settings/defaults.json"), "utf8"));
  const hidden = JSON.parse(await readFile(path.join(renderer, "settings/hidden-menu-items.json"), "utf8"));
  const unused = new Set([...Object.keys(defaults), ...hidden]);
  const own = { name: "ulm-notebook", folder: path.join(renderer, "settings/schemas") };
  for (const { name, folder } of [...(await schemaFolders({ packages, require })), own]) {
    await mkdir(path.join(output, name), { recursive: true });
    for (const file of (await readdir(folder)).filter(
      (entry) => entry.endsWith(".json") && entry !== "package.json.orig",
    )) {
      const id = `${name}:${path.basename(file, ".json")}`;
      const schema = JSON.parse(await readFile(path.join(folder, file), "utf8"));
      unused.delete(id);
      hideMenuItems(schema["jupyter.lab.menus"], hidden).forEach((command) => unused.delete(command));
      const text = JSON.stringify(withDefaults(id, schema, defaults[id] ?? {}), null, 2);
      await writeFile(path.join(output, name, file), `${text}\n`);
    }
  }
  if (unused.size > 0)
    throw new Error(`renderer/settings/ names unknown plugins or menu items: ${[...unused].join(", ")}`);
}

async function schemaFolders({ packages, require }) {
  const folders = [];
  for (const name of packages) {
    const manifest = require.resolve(`${name}/package.json`);
    const { schemaDir } = JSON.parse(await readFile(manifest, "utf8")).jupyterlab ?? {};
    if (schemaDir) folders.push({ name, folder: path.join(path.dirname(manifest), schemaDir) });
  }
  return folders;
}

/** The schema with other defaults; a setting it does not have is an error, so that an update cannot drop one silently. */
function withDefaults(id, schema, values) {
  const properties = { ...schema.properties };
  for (const [key, value] of Object.entries(values)) {
    if (!(key in properties)) throw new Error(`renderer/settings/defaults.json: ${id} has no setting "${key}"`);
    properties[key] = { ...properties[key], default: value };
  }
  return { ...schema, properties };
}

/** Takes the items of these commands out of all menus, in place; says which it found. */
function hideMenuItems(menus, commands) {
  const found = new Set();
  const prune = (items) =>
    items.filter((item) => {
      if (item.submenu?.items) item.submenu.items = prune(item.submenu.items);
      if (!commands.includes(item.command)) return true;
      found.add(item.command);
      return false;
    });
  for (const menu of menus?.main ?? []) if (menu.items) menu.items = prune(menu.items);
  return found;
}
