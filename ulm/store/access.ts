import { AccessError } from "./store-error.ts";

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
  if (!access[action].some((name) => name === "*" || name === collection)) {
    throw new AccessError(
      `The role "${role}" may not ${action} ${collection}; it may ${action} ${list(access[action])}.`,
    );
  }
  if (action === "read" && access.purposes !== undefined && !access.purposes.includes(purpose ?? "")) {
    throw new AccessError(`The role "${role}" must state a purpose to read: ${list(access.purposes)}.`);
  }
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}
