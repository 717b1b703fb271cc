import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { whyInstall } from "../../scripts/setup/install-dependencies.mjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    ulm: { version: "0.1.0" },
    "node_modules/ulm": { link: true, resolved: "ulm" },
    "node_modules/vega": { version: "6.4.0", integrity: "sha512-a" },
    "node_modules/native-for-another-system": { version: "1.0.0", optional: true },
  },
};
const installed = {
  packages: {
    "node_modules/ulm": { link: true, resolved: "ulm" },
    "node_modules/vega": { version: "6.4.0", integrity: "sha512-a" },
  },
};

describe("whyInstall", () => {
  it("is content with what the lockfile says, optional packages or not", () => {
    expect(whyInstall(wanted, installed)).toBeUndefined();
  });

  it("asks for an installation in a fresh clone", () => {
    expect(whyInstall(wanted, undefined)).toBe("the dependencies are not installed");
  });

  it("names the package that is missing", () => {
    expect(whyInstall(wanted, { packages: { "node_modules/ulm": { link: true } } })).toBe(
      "node_modules/vega is missing",
    );
  });

  it.each([
    ["version", { version: "6.3.0", integrity: "sha512-a" }],
    ["content", { version: "6.4.0", integrity: "sha512-b" }],
  ])("asks for an installation when the %s of a package changed", (_what, vega) => {
    const older = { packages: { ...installed.packages, "node_modules/vega": vega } };
    expect(whyInstall(wanted, older)).toMatch(/^node_modules\/vega is /);
  });

  it("reads npm's own record: what these tests run on is what the lockfile says", () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
    expect(whyInstall(read("package-lock.json"), read("node_modules/.package-lock.json"))).toBeUndefined();
  });
});

describe("package-lock.json", () => {
  const { packages } = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };

  // `npm install` leaves out what its registry lacks or what another system's node_modules do not have; `npm ci` then
  // refuses the lockfile.
  it("holds the optional packages of every system", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !resolves(path, name)),
    );
    expect(missing).toEqual([]);
  });

  /** As Node looks packages up: from the package's own folder upward. */
  function resolves(path: string, name: string): boolean {
    if (packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`] !== undefined) return true;
    return path !== "" && resolves(path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
  }
});
