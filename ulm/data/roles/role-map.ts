import type { Table } from "../table.ts";

/** Which column of a table plays which part. */
export interface RoleMap {
  /** Who: an identifier of a person or account. */
  readonly user?: string;
  /** When; in a table of users, when they signed up. A column of dates. */
  readonly time?: string;
  /** Lines of one order share it. */
  readonly order?: string;
  /** What was bought or looked at. */
  readonly item?: string;
  /** The kind of item, for preferences. */
  readonly category?: string;
  readonly quantity?: string;
  /** Price of one piece; with `quantity` it stands in for `amount`. */
  readonly price?: string;
  /** Money of the row; negative amounts are returns. */
  readonly amount?: string;
  /** When the goods of the row came back, missing where they did not. */
  readonly returnTime?: string;
  /** What happened: view, click, … */
  readonly event?: string;
  readonly session?: string;
  /** The outcome that a model learns. */
  readonly label?: string;
  /** What is known of a user from sign-up on: city tier, channel. Never what changes later: that would leak the future. */
  readonly attributes?: readonly string[];
}

/** A role that one column can play. */
export type Role = Exclude<keyof RoleMap, "attributes">;

/** A table whose columns have stated roles. */
export interface RoledTable {
  readonly table: Table;
  readonly roles: RoleMap;
}
