// @ts-check
/**
 * How the desktop packages are made; `scripts/package.mjs` lays out `release/stage` first. The shell goes into the asar; the host, its
 * native dependencies and its own Node stay outside of it, because they run as a plain Node program.
 *
 * @type {import("electron-builder").Configuration}
 */
export default {
  appId: "app.ulm-notebook.desktop",
  productName: "ULM Notebook",
  executableName: "ulm-notebook",
  directories: { app: "release/stage/app", output: "release/out", buildResources: "electron/resources" },
  // The shell has no dependencies; without the exclusion the project's would be collected.
  files: ["**/*", "!**/node_modules/**"],
  asar: true,
  npmRebuild: false,
  nodeGypRebuild: false,
  extraResources: [
    { from: "release/stage/host", to: "host", filter: ["**/*"] },
    // A folder of this name is left out of a copied tree unless it is named itself.
    { from: "release/stage/host/node_modules", to: "host/node_modules", filter: ["**/*"] },
    { from: "release/stage/host/dist/kernel/node_modules", to: "host/dist/kernel/node_modules", filter: ["**/*"] },
    { from: "release/stage/node", to: "node", filter: ["**/*"] },
  ],
  fileAssociations: [{ ext: "ipynb", name: "Jupyter Notebook", mimeType: "application/x-ipynb+json", role: "Editor" }],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  },
  linux: {
    target: ["AppImage", "deb"],
    category: "Education",
    synopsis: "TypeScript notebook for user-lifecycle management",
    maintainer: "ULM Notebook",
  },
  win: { target: ["nsis"] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: { target: ["dmg", "zip"], category: "public.app-category.education", hardenedRuntime: true },
  publish: null,
};
