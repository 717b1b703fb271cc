import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface SettingSchema {
  /** `<package>:<plugin>`. */
  id: string;
  schema: Record<string, unknown>;
  version: string;
}

/**
 * Reads the schemas of all plugins' settings: `<directory>/<package>/<plugin>.json`, where a package may have a scope.
 * No schemas when the renderer has not been built.
 */
export async function readSettingSchemas(directory: string, version: string): Promise<SettingSchema[]> {
  const files = await readdir(directory, { recursive: true }).catch(() => []);
  const schemas = await Promise.all(
    files
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => file.endsWith(".json") && file.includes("/"))
      .map(async (file) => {
        const schema = JSON.parse(await readFile(join(directory, file), "utf8")) as Record<string, unknown>;
        const at = file.lastIndexOf("/");
        return { id: `${file.slice(0, at)}:${file.slice(at + 1, -".json".length)}`, schema, version };
      }),
  );
  return schemas.sort((a, b) => (a.id < b.id ? -1 : 1));
}
