/**
 * The one `language_info` of this kernel. A notebook opens unmodified only when the block it stores equals the kernel's
 * reply, so lessons ship exactly this.
 */
export const languageInfo = {
  name: "typescript",
  version: "6.0.3",
  mimetype: "text/typescript",
  file_extension: ".ts",
  codemirror_mode: { name: "javascript", typescript: true },
  nbconvert_exporter: "script",
  pygments_lexer: "typescript",
} as const;

/** The kernelspec block that our notebooks store. */
export const kernelspec = { name: "ulm", display_name: "TypeScript (ULM)", language: "typescript" } as const;
