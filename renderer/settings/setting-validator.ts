import type { ISchemaValidator, ISettingRegistry } from "@jupyterlab/settingregistry";
import json5 from "json5";
import { fillDefaults } from "./fill-defaults.ts";
import { type JsonSchema, validateJson } from "./validate-json.ts";

/** Validates a plugin's settings against its schema and fills in defaults, as JupyterLab's own does, without `ajv`. */
export class SettingValidator implements ISchemaValidator {
  validateData(plugin: ISettingRegistry.IPlugin, populate = true): ISchemaValidator.IError[] | null {
    const schema = plugin.schema as unknown as JsonSchema;
    if (schema["type"] !== "object") {
      return [
        error("schema", `The settings of ${plugin.id} must be described as an object, not as ${schema["type"]}.`),
      ];
    }
    let user: ISettingRegistry.IPlugin["data"]["user"];
    try {
      user = json5.parse(plugin.raw);
    } catch (cause) {
      return [error("syntax", (cause as Error).message)];
    }
    const composite = fillDefaults(schema, user) as typeof user;
    const errors = [...validateJson(schema, user), ...validateJson(schema, composite)];
    if (errors.length > 0) return errors;
    if (populate) plugin.data = { composite, user };
    return null;
  }
}

function error(keyword: string, message: string): ISchemaValidator.IError {
  return { instancePath: "", schemaPath: "", keyword, message };
}
