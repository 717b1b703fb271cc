/** A JSON Schema, of the keywords that settings use (see `validateJson`). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** One violated keyword. `instancePath` and `schemaPath` are JSON pointers into data and schema. */
export type JsonSchemaError = {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  message: string;
  params: Record<string, string>;
  parentSchema: JsonSchema;
};

type Check = (value: unknown, argument: never, schema: JsonSchema, at: Place) => JsonSchemaError[];
type Place = { instance: string; schema: string; root: JsonSchema };

/**
 * Validates JSON data by walking the schema, without generating code.
 *
 * Draft 7's `type`, `enum`, `const`, numeric, string, array and object limits, `properties`, `patternProperties`,
 * `additionalProperties`, `required`, `items`, `allOf`, `anyOf`, `oneOf`, `not` and local `$ref`; other keywords are
 * annotations. A schema with a `$ref` that leads nowhere is an error.
 *
 * @param root where `$ref` starts; the schema itself by default.
 * @returns all violations, none for valid data.
 */
export function validateJson(schema: JsonSchema, value: unknown, root: JsonSchema = schema): JsonSchemaError[] {
  return visit(schema, value, { instance: "", schema: "#", root });
}

/** The schema that a local reference (`#/definitions/x`) names. */
export function resolveReference(reference: string, root: JsonSchema): JsonSchema {
  let target: unknown = root;
  for (const part of reference.replace(/^#\/?/, "").split("/").filter(Boolean)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    target = isObject(target) ? target[key] : undefined;
  }
  if (!isObject(target)) throw new Error(`The schema refers to "${reference}", which it does not define.`);
  return target;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function visit(schema: unknown, value: unknown, at: Place): JsonSchemaError[] {
  if (schema === false) return [fail("false schema", "is not allowed", {}, at)];
  if (!isObject(schema)) return [];
  if (typeof schema["$ref"] === "string") return visit(resolveReference(schema["$ref"], at.root), value, at);
  return Object.entries(schema).flatMap(([keyword, argument]) => {
    const check = checks[keyword];
    if (!check) return [];
    return check(value, argument as never, schema, { ...at, schema: `${at.schema}/${keyword}` });
  });
}

function fail(keyword: string, message: string, schema: JsonSchema, at: Place, params = {}): JsonSchemaError {
  return { instancePath: at.instance, schemaPath: at.schema, keyword, message, params, parentSchema: schema };
}

/** A keyword that only looks at the value itself. */
function limit<T>(
  keyword: string,
  violated: (value: unknown, argument: T) => boolean,
  message: (argument: T) => string,
): Check {
  return (value, argument: T, schema, at) =>
    violated(value, argument) ? [fail(keyword, message(argument), schema, at)] : [];
}

const isType: Record<string, (value: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON text with sorted keys, so that equal data has equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

const child = (at: Place, key: string | number): Place => ({ ...at, instance: `${at.instance}/${key}` });
const length = (value: string) => [...value].length;

const checks: Record<string, Check> = {
  type: limit<string | string[]>(
    "type",
    (value, types) => ![types].flat().some((type) => isType[type]?.(value)),
    (types) => `must be ${[types].flat().join(" or ")}`,
  ),
  enum: limit<unknown[]>(
    "enum",
    (value, options) => !options.some((option) => same(option, value)),
    (options) => `must be one of ${options.map((option) => JSON.stringify(option)).join(", ")}`,
  ),
  const: limit<unknown>(
    "const",
    (value, constant) => !same(value, constant),
    (constant) => `must be ${JSON.stringify(constant)}`,
  ),
  minimum: limit<number>(
    "minimum",
    (value, n) => typeof value === "number" && value < n,
    (n) => `must be at least ${n}`,
  ),
  maximum: limit<number>(
    "maximum",
    (value, n) => typeof value === "number" && value > n,
    (n) => `must be at most ${n}`,
  ),
  exclusiveMinimum: limit<number>(
    "exclusiveMinimum",
    (value, n) => typeof value === "number" && value <= n,
    (n) => `must be above ${n}`,
  ),
  exclusiveMaximum: limit<number>(
    "exclusiveMaximum",
    (value, n) => typeof value === "number" && value >= n,
    (n) => `must be below ${n}`,
  ),
  minLength: limit<number>(
    "minLength",
    (value, n) => typeof value === "string" && length(value) < n,
    (n) => `must have at least ${n} characters`,
  ),
  maxLength: limit<number>(
    "maxLength",
    (value, n) => typeof value === "string" && length(value) > n,
    (n) => `must have at most ${n} characters`,
  ),
  pattern: limit<string>(
    "pattern",
    (value, p) => typeof value === "string" && !new RegExp(p, "u").test(value),
    (p) => `must match ${p}`,
  ),
  minItems: limit<number>(
    "minItems",
    (value, n) => Array.isArray(value) && value.length < n,
    (n) => `must have at least ${n} items`,
  ),
  maxItems: limit<number>(
    "maxItems",
    (value, n) => Array.isArray(value) && value.length > n,
    (n) => `must have at most ${n} items`,
  ),
  uniqueItems: limit<boolean>(
    "uniqueItems",
    (value, unique) => unique && Array.isArray(value) && new Set(value.map(canonical)).size < value.length,
    () => "must not repeat an item",
  ),
  required: (value, names: string[], schema, at) =>
    isObject(value)
      ? names
          .filter((name) => !(name in value))
          .map((name) =>
            fail("required", `must have required property '${name}'`, schema, at, { missingProperty: name }),
          )
      : [],
  items: (value, items: unknown, _, at) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => visit(Array.isArray(items) ? items[i] : items, item, child(at, i)))
      : [],
  properties: (value, properties: Record<string, unknown>, _, at) =>
    isObject(value)
      ? Object.entries(properties)
          .filter(([name]) => name in value)
          .flatMap(([name, schema]) =>
            visit(schema, value[name], child({ ...at, schema: `${at.schema}/${name}` }, name)),
          )
      : [],
  patternProperties: (value, patterns: Record<string, unknown>, _, at) =>
    isObject(value)
      ? Object.entries(patterns).flatMap(([pattern, schema]) =>
          Object.keys(value)
            .filter((name) => new RegExp(pattern, "u").test(name))
            .flatMap((name) => visit(schema, value[name], child(at, name))),
        )
      : [],
  additionalProperties: (value, rest: unknown, schema, at) =>
    isObject(value)
      ? Object.keys(value)
          .filter((name) => !isDeclared(name, schema))
          .flatMap((name) =>
            rest === false
              ? [
                  fail("additionalProperties", `must not have the property '${name}'`, schema, at, {
                    additionalProperty: name,
                  }),
                ]
              : visit(rest, value[name], child(at, name)),
          )
      : [],
  allOf: (value, schemas: unknown[], _, at) => schemas.flatMap((schema) => visit(schema, value, at)),
  anyOf: (value, schemas: unknown[], schema, at) =>
    matches(schemas, value, at) > 0 ? [] : [fail("anyOf", "must match one of the allowed forms", schema, at)],
  oneOf: (value, schemas: unknown[], schema, at) =>
    matches(schemas, value, at) === 1 ? [] : [fail("oneOf", "must match exactly one of the allowed forms", schema, at)],
  not: (value, forbidden: unknown, schema, at) =>
    matches([forbidden], value, at) === 0 ? [] : [fail("not", "must not have this form", schema, at)],
};

const matches = (schemas: unknown[], value: unknown, at: Place) =>
  schemas.filter((schema) => visit(schema, value, at).length === 0).length;

function isDeclared(name: string, schema: JsonSchema): boolean {
  const { properties = {}, patternProperties = {} } = schema;
  return (
    Object.hasOwn(properties as object, name) ||
    Object.keys(patternProperties as object).some((pattern) => new RegExp(pattern, "u").test(name))
  );
}
