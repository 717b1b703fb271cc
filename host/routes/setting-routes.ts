import { type SettingSchema, readSettingSchemas } from "../front-end/setting-schemas.ts";
import { HttpError } from "../http/http-error.ts";
import { requireText } from "../http/read-fields.ts";
import { json, noContent } from "../http/reply.ts";
import { decodeSegment, type Route } from "../http/router.ts";
import type { Store } from "../store/store.ts";

/** `/lab/api/settings`: schemas from the built renderer, the user's own values from the store. */
export function settingRoutes(store: Store, schemaDirectory: string, version: string): Route[] {
  const readSchemas = () => readSettingSchemas(schemaDirectory, version);
  const findSchema = async (id: string): Promise<SettingSchema> => {
    const schema = (await readSchemas()).find((one) => one.id === id);
    if (schema === undefined) throw new HttpError(404, `There are no settings of "${id}"`);
    return schema;
  };
  const describe = ({ id, schema, version: schemaVersion }: SettingSchema) => {
    const stored = store.state.settings[id];
    return {
      id,
      schema,
      version: schemaVersion,
      raw: stored?.raw ?? "{}",
      settings: {},
      created: stored?.created ?? null,
      last_modified: stored?.lastModified ?? null,
    };
  };
  const pattern = "/lab/api/settings/*id";
  return [
    {
      method: "GET",
      pattern,
      handle: async ({ params, url }) => {
        const id = decodeSegment(params.id);
        if (id !== "") return json(describe(await findSchema(id)));
        const schemas = await readSchemas();
        if (url.searchParams.get("ids_only") === "true")
          return json({ settings: schemas.map((one) => ({ id: one.id })) });
        return json({ settings: schemas.map(describe) });
      },
    },
    {
      method: "PUT",
      pattern,
      handle: async ({ params, readJson }) => {
        const { id } = await findSchema(decodeSegment(params.id));
        const raw = requireText(await readJson(), "raw");
        const now = new Date().toISOString();
        await store.update(({ settings }) => {
          settings[id] = { raw, created: settings[id]?.created ?? now, lastModified: now };
        });
        return noContent();
      },
    },
  ];
}
