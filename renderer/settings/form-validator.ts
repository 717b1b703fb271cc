import type {
  CustomValidator,
  FormContextType,
  RJSFSchema,
  RJSFValidationError,
  UiSchema,
  ValidationData,
  ValidatorType,
} from "@rjsf/utils";
import {
  createErrorHandler,
  getDefaultFormState,
  toErrorList,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
} from "@rjsf/utils";
import { type JsonSchema, type JsonSchemaError, validateJson } from "./validate-json.ts";

/** What a form's data is; the form library leaves it open. */
type FormData = unknown;

/** The validator of settings forms. It walks the schema where the library's usual one compiles it with `Function()`. */
const formValidator: ValidatorType<FormData, RJSFSchema, FormContextType> = {
  validateFormData(formData, schema, customValidate, transformErrors, uiSchema) {
    let errors = validateJson(schema, formData).map(toFormError);
    if (transformErrors) errors = transformErrors(errors, uiSchema);
    const validation: ValidationData<FormData> = { errors, errorSchema: toErrorSchema(errors) };
    return customValidate ? merge(validation, schema, formData, customValidate, uiSchema) : validation;
  },
  isValid: (schema, formData, rootSchema) => validateJson(schema, formData, rootSchema).length === 0,
  rawValidation: <Result>(schema: JsonSchema, formData: FormData) => ({
    errors: validateJson(schema, formData) as Result[],
  }),
  toErrorList: (errorSchema, fieldPath) => toErrorList(errorSchema, fieldPath),
};

export default formValidator;

function merge(
  validation: ValidationData<FormData>,
  schema: RJSFSchema,
  formData: FormData,
  customValidate: CustomValidator<FormData, RJSFSchema, FormContextType>,
  uiSchema: UiSchema<FormData, RJSFSchema, FormContextType> | undefined,
): ValidationData<FormData> {
  const complete = getDefaultFormState(formValidator, schema, formData, schema, true);
  const handler = customValidate(complete, createErrorHandler(complete), uiSchema);
  return validationDataMerge(validation, unwrapErrorHandler(handler));
}

function toFormError({ instancePath, schemaPath, keyword, message, params }: JsonSchemaError): RJSFValidationError {
  const property = [instancePath.replaceAll("/", "."), params["missingProperty"]].filter(Boolean).join(".");
  return { name: keyword, property, message, params, schemaPath, stack: `${property} ${message}`.trim() };
}
