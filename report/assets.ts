import { readFile } from "node:fs/promises";

/** The files, made by `scripts/build/report-runtime.mjs`, that a report carries. */
export interface Assets {
  /** The page's behaviour: switches, folding, contents. */
  pageScript: string;
  pageStyle: string;
  /** Vega and what brings a static chart to life; only reports with charts carry it. */
  chartScript: string;
}

let loaded: Promise<Assets> | undefined;

/** Reads the assets once. */
export function loadAssets(): Promise<Assets> {
  loaded ??= readAssets().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function readAssets(): Promise<Assets> {
  const [pageScript, pageStyle, chartScript] = await Promise.all(["page.js", "page.css", "runtime.js"].map(readAsset));
  return { pageScript: pageScript!, pageStyle: pageStyle!, chartScript: chartScript! };
}

/** Compiled modules have the assets beside them; sources, as tests run them, have them in `dist/`. */
async function readAsset(name: string): Promise<string> {
  const isSource = import.meta.url.endsWith(".ts");
  const place = new URL(isSource ? `../dist/report/${name}` : `./${name}`, import.meta.url);
  try {
    return await readFile(place, "utf8");
  } catch (cause) {
    throw new Error(`The report's ${name} is missing (${place.pathname}): run \`npm run build\`.`, { cause });
  }
}
