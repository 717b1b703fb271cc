import type { Consent } from "./consent.ts";
import type { JsonValue } from "./json-value.ts";

/** Every document has an id, unique in its collection. */
export interface StoredDocument {
  id: string;
}

interface Open extends StoredDocument {
  /** Any further field. */
  [field: string]: JsonValue | undefined;
}

/** Times are ISO 8601 text throughout. */
export interface User extends Open {
  name?: string;
  email?: string;
  phone?: string;
  city?: string;
  registered?: string;
  consent?: Consent;
}

/** What is known of a user. */
export interface Profile extends Open {
  userId: string;
  updated?: string;
}

export interface Segment extends Open {
  name: string;
  description?: string;
  userIds?: string[];
}

export interface Campaign extends Open {
  name: string;
  channel?: string;
  segmentId?: string;
  starts?: string;
  ends?: string;
  /** In `currency`. */
  budget?: number;
  currency?: string;
}

export interface Experiment extends Open {
  name: string;
  hypothesis?: string;
  groups?: string[];
  starts?: string;
  ends?: string;
}

/** The collections that every store has. */
export interface StoreCollections {
  users: User;
  profiles: Profile;
  segments: Segment;
  campaigns: Campaign;
  experiments: Experiment;
}

/** A document to insert; without `id` it gets a random one (UUID). */
export type Draft<Doc extends StoredDocument> = { [Key in keyof Doc as Key extends "id" ? never : Key]: Doc[Key] } & {
  id?: string;
};
