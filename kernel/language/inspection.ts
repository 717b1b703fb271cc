import ts from "typescript";
import type { CellHistory } from "./cell-history.ts";
import type { Draft } from "./draft.ts";
import { openDraft } from "./draft.ts";
import type { LanguageHost } from "./language-host.ts";
import type { InspectionResult } from "./protocol.ts";
import { readableTypes } from "./readable-types.ts";

/** What is known of a name: how it is declared, and what its author wrote about it. */
interface Description {
  signature: string;
  documentation: string;
  tags: { name: string; text: string }[];
}

/** Describes the name at the cursor, or else the function whose arguments are being written there. */
export function inspection(
  source: string,
  cursor: number,
  detailLevel: 0 | 1,
  history: CellHistory,
  host: LanguageHost,
  service: ts.LanguageService,
): InspectionResult {
  const draft = openDraft(source, cursor, history, host, service);
  const position = draft.cursor + draft.offset;
  const description = describeName(position, draft, service) ?? describeCall(position, draft, service);
  if (!description) return { found: false, data: {} };
  const definition = detailLevel === 1 ? definitionText(position, draft, service) : undefined;
  return {
    found: true,
    data: { "text/plain": toPlain(description, definition), "text/markdown": toMarkdown(description, definition) },
  };
}

function describeName(position: number, { file, offset }: Draft, service: ts.LanguageService): Description | undefined {
  const info =
    service.getQuickInfoAtPosition(file.fileName, position) ??
    (position > offset ? service.getQuickInfoAtPosition(file.fileName, position - 1) : undefined);
  const signature = ts.displayPartsToString(info?.displayParts);
  // A name that nothing declares is "any" to the compiler, and no more.
  if (!info || signature === "any") return undefined;
  return {
    signature: readableSignature(signature),
    documentation: ts.displayPartsToString(info.documentation),
    tags: toTags(info.tags),
  };
}

function describeCall(position: number, { file }: Draft, service: ts.LanguageService): Description | undefined {
  const help = service.getSignatureHelpItems(file.fileName, position, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (!item) return undefined;
  const parameters = item.parameters.map((parameter) => ts.displayPartsToString(parameter.displayParts));
  const signature =
    ts.displayPartsToString(item.prefixDisplayParts) +
    parameters.join(ts.displayPartsToString(item.separatorDisplayParts)) +
    ts.displayPartsToString(item.suffixDisplayParts);
  return {
    signature: readableSignature(signature),
    documentation: ts.displayPartsToString(item.documentation),
    tags: toTags(item.tags),
  };
}

/** Names of earlier cells are imports only for us. */
function readableSignature(text: string): string {
  return readableTypes(text)
    .replace(/^\(alias\) /, "")
    .replace(/\nimport .*$/, "");
}

function toTags(tags: readonly ts.JSDocTagInfo[] | undefined): Description["tags"] {
  return (tags ?? []).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
}

const maximumDefinitionLines = 60;

function definitionText(position: number, { program, file }: Draft, service: ts.LanguageService): string | undefined {
  const [definition] = service.getDefinitionAtPosition(file.fileName, position) ?? [];
  const span = definition?.contextSpan ?? definition?.textSpan;
  const text = definition && program.getSourceFile(definition.fileName)?.text;
  if (!span || !text) return undefined;
  const lines = text.slice(span.start, span.start + span.length).split("\n");
  return lines.length > maximumDefinitionLines
    ? [...lines.slice(0, maximumDefinitionLines), "…"].join("\n")
    : lines.join("\n");
}

function toPlain({ signature, documentation, tags }: Description, definition: string | undefined): string {
  const tagLines = tags.map(({ name, text }) => `@${name} ${text}`.trimEnd()).join("\n");
  return [signature, documentation, tagLines, definition].filter(Boolean).join("\n\n");
}

function toMarkdown({ signature, documentation, tags }: Description, definition: string | undefined): string {
  const tagLines = tags.map(({ name, text }) =>
    name === "example" ? `*@example*\n${fenced(text)}` : `*@${name}* ${text}`.trimEnd(),
  );
  return [fenced(signature), documentation, tagLines.join("  \n"), definition && fenced(definition)]
    .filter(Boolean)
    .join("\n\n");
}

function fenced(code: string): string {
  return code.includes("```") ? code : `\`\`\`typescript\n${code}\n\`\`\``;
}
