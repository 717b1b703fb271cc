/** One value in several representations, as Jupyter's `display_data` carries them. */
export interface MimeBundle {
  /** By MIME type; text as string, binary as base64, JSON types as values. */
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

export function mimeBundle(data: Record<string, unknown>, metadata: Record<string, unknown> = {}): MimeBundle {
  return { data, metadata };
}
