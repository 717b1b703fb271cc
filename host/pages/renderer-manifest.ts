import { readFile } from "node:fs/promises";

/** What the page loads: file names below `/static/`. */
export interface RendererManifest {
  scripts: string[];
  styles: string[];
}

/** @returns null when the renderer has not been built */
export async function readRendererManifest(file: string): Promise<RendererManifest | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as RendererManifest);
}
