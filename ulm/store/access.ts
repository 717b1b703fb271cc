import { AccessError, DocumentError } from "./store-error.ts";

/** What one role may do; `"*"` in a list means every collection. */
export interface Access {
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** If given, every read must state one of these purposes. */
  readonly purposes?: readonly string[];
}

/** Roles by name. The role "owner" is always there and may do everything. */
export type Roles = Readonly<Record<string, Access>>;

export const defaultRoles: Roles = {
  analyst: { read: ["profiles", "segments", "campaigns", "experiments"], write: ["segments", "experiments"] },
  marketer: { read: ["users", "segments", "campaigns"], write: ["campaigns"], purposes: ["marketing"] },
};

/** @throws DocumentError for what are no roles: a store that cannot tell who may do what opens no more */
export function checkRoles(roles: Roles): void {
  if (typeof roles !== "object" || roles === null || Array.isArray(roles)) throw wrongRoles(`not ${describe(roles)}`);
  for (const [role, access] of Object.entries(roles)) {
    if (role === "" || role === "owner") throw wrongRoles(`and "${role}" cannot be the name of one`);
    for (const field of ["read", "write", "purposes"] as const) {
      const names = access?.[field];
      if (field === "purposes" && names === undefined) continue;
      if (!Array.isArray(names) || !names.every((name) => typeof name === "string" && name !== ""))
        throw wrongRoles(`but ${field} of "${role}" is ${describe(names)}, not a list of names`);
    }
  }
}

/** Whether the role may see documents of the collection without further ado. */
export function mayRead(roles: Roles, role: string, collection: string): boolean {
  if (role === "owner") return true;
  const { read, purposes } = roles[role]!;
  return purposes === undefined && isIn(read, collection);
}

/** @throws AccessError when the role may not do this */
export function requireAccess(
  roles: Roles,
  role: string,
  action: "read" | "write",
  collection: string,
  purpose?: string,
): void {
  if (role === "owner") return;
  const access = roles[role]!;
  if (!isIn(access[action], collection)) {
    throw new AccessError(
      `The role "${role}" may not ${action} ${collection}; it may ${action} ${list(access[action])}.`,
    );
  }
  if (action === "read" && access.purposes !== undefined && !access.purposes.includes(purpose ?? "")) {
    throw new AccessError(`The role "${role}" must state a purpose to read: ${list(access.purposes)}.`);
  }
}

function isIn(names: readonly string[], collection: string): boolean {
  return names.some((name) => name === "*" || name === collection);
}

function wrongRoles(what: string): DocumentError {
  return new DocumentError(
    `Roles are written { seller: { read: ["users"], write: [], purposes: ["marketing"] } }, ${what}. Nothing was changed.`,
  );
}

function describe(value: unknown): string {
  return value === undefined ? "missing" : (JSON.stringify(value) ?? typeof value);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}
