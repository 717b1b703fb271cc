import type { ISettingConnector, ISettingRegistry } from "@jupyterlab/settingregistry";
import { DataConnector } from "@jupyterlab/statedb";
import { requestTranslationsAPI } from "@jupyterlab/translation";
import { localizeSchema, type Translate } from "./localize-schema.ts";

/** What the host answers for a locale: per domain, per English text, its forms. */
type Translations = { data?: Record<"jupyterlab" | "ulm_notebook", Record<string, string[]> | undefined> };

/**
 * Reads settings as the connector it wraps does, with the schemas' texts in the interface's language. JupyterLab's own
 * server does this for its front end; here the front end does, from the same translations as everything else.
 */
export class LocalizedConnector
  extends DataConnector<ISettingRegistry.IPlugin, string, string, string>
  implements ISettingConnector
{
  readonly #connector: ISettingConnector;
  readonly #translate: Translate;

  constructor(connector: ISettingConnector, translate: Translate) {
    super();
    this.#connector = connector;
    this.#translate = translate;
  }

  override async fetch(id: string): Promise<ISettingRegistry.IPlugin | undefined> {
    const plugin = await this.#connector.fetch(id);
    return plugin && this.localize(plugin);
  }

  override async list(query?: string): Promise<{ ids: string[]; values: ISettingRegistry.IPlugin[] }> {
    const { ids, values } = await this.#connector.list(query);
    return { ids, values: values?.map((plugin) => this.localize(plugin)) };
  }

  override async save(id: string, raw: string): Promise<void> {
    await this.#connector.save(id, raw);
  }

  localize(plugin: ISettingRegistry.IPlugin): ISettingRegistry.IPlugin {
    return { ...plugin, schema: localizeSchema(plugin.schema, this.#translate) };
  }
}

/** How texts of schemas read in a locale; unknown ones, and all of English, stay as they are. */
export async function fetchTranslate(translationsUrl: string, locale: string): Promise<Translate> {
  const { data } = await requestTranslationsAPI<Translations>(translationsUrl, locale);
  const texts = { ...data?.jupyterlab, ...data?.ulm_notebook };
  return (context, text) => texts[`${context}\u0004${text}`]?.[0] ?? text;
}
