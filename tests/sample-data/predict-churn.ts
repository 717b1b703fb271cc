import { roles, snapshot, Table } from "ulm/data";
import type { Snapshot } from "ulm/data";
import { LogisticRegression, makePreprocessor, Pipeline, rocAucScore } from "ulm/learn";
import { truth } from "../../sample-data/world/truth.ts";
import type { KnownWorld } from "./known-world.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const horizonDays = 60;

/** How well it is foretold who will not order within 60 days: areas under ROC curves of the same users. */
export interface ChurnForecasts {
  /** Share of the users who did not. */
  readonly churned: number;
  /** Who knows all that is hidden: who has left or never orders on their own, rates, and whom campaigns persuade. */
  readonly oracle: number;
  /** Logistic regression on a snapshot's features, learnt 100 days earlier. */
  readonly model: number;
  /** The same without what the users did besides ordering. */
  readonly ordersOnly: number;
  /** Days since the last order, alone. */
  readonly recency: number;
}

/** Learns from the users as they were on one day, and is asked about those of 100 days later, who bought within 180 days before. */
export async function predictChurn(world: KnownWorld, day: number): Promise<ChurnForecasts> {
  const [before, now] = [takeSnapshot(world, day - 100), takeSnapshot(world, day)];
  const churned = (taken: Snapshot) => taken.labels.column("churned").toNumbers();
  const area = (scores: ArrayLike<number>) => rocAucScore(churned(now), Array.from(scores));
  const learn = async (isUsed: (name: string) => boolean) => {
    const features = (taken: Snapshot) => taken.features.select(...taken.features.columnNames.slice(1).filter(isUsed));
    const model = new Pipeline({
      steps: [
        ["prepare", makePreprocessor()],
        ["model", new LogisticRegression({ C: 0.1 })],
      ],
    });
    await model.fit(features(before), churned(before));
    return area(model.predictProba(features(now)).column(1));
  };
  return {
    churned: now.churnRate,
    oracle: area(knowChurn(world, now, day)),
    model: await learn(() => true),
    ordersOnly: await learn((name) => !/^events|sessions|daysSinceEvent|clickRate/.test(name)),
    recency: area(now.features.column("recencyDays").toNumbers()),
  };
}

/** Visits, late deliveries and messages are all events. */
function takeSnapshot(world: KnownWorld, day: number): Snapshot {
  const { shop } = world;
  const buyer = new Map(shop.orders.rows().map((row) => [row.order_id, row.user_id]));
  const events = [
    ...shop.events.rows().map(({ user_id, at, type, session_id }) => ({ user_id, at, type, session_id })),
    ...shop.support_messages.rows().map(({ user_id, at }) => ({ user_id, at, type: "message", session_id: null })),
    ...shop.deliveries
      .filter(({ promised_at, delivered_at }) => delivered_at !== null && delivered_at > promised_at)
      .rows()
      .map((row) => ({ user_id: buyer.get(row.order_id), at: row.delivered_at, type: "late", session_id: null })),
  ];
  return snapshot(
    {
      orders: roles(shop.orders),
      users: roles(shop.users, {
        user: "user_id",
        time: "signed_up_at",
        attributes: ["channel", "city_tier", "birth_year", "marketing_consent"],
      }),
      events: roles(Table.fromObjects(events), { user: "user_id", time: "at", event: "type", session: "session_id" }),
    },
    { asOf: new Date(start + day * dayMs), observationDays: 180, gapDays: 0, horizonDays },
  );
}

/** The probability of no order in the horizon, from everything that is true of each user on that day. */
function knowChurn(world: KnownWorld, taken: Snapshot, day: number): number[] {
  const asOf = taken.asOf.getTime();
  const length = world.clock[day + horizonDays]! - world.clock[day]!;
  const hidden = new Map(world.shop["truth-users"].rows().map((row) => [row.user_id, row]));
  const consents = new Map(world.shop.users.rows().map((row) => [row.user_id, row.marketing_consent === 1]));
  const hasOrdered = new Set(
    world.shop.orders
      .filter(({ campaign_id, at }) => campaign_id === null && at.getTime() < asOf)
      .column("user_id")
      .toArray(),
  );
  const lifts = world.shop.campaigns
    .rows()
    .flatMap(({ starts_at }, index) =>
      starts_at.getTime() >= asOf && starts_at.getTime() < asOf + horizonDays * dayMs
        ? [truth.campaignLifts[index % truth.campaignLifts.length]!]
        : [],
    );
  return taken.features
    .column("user_id")
    .toArray()
    .map((user) => {
      const { lambda, dropped_out, left_at, fades_from, persuadable } = hidden.get(user)!;
      const fades = fades_from !== null && fades_from.getTime() < asOf;
      const isGone = fades && (dropped_out === 0 || left_at.getTime() < asOf);
      // Who fades and is not gone yet orders once more: that is when the fading began before.
      const rate = (hasOrdered.has(user) ? lambda : truth.firstOrder.rate) + (fades ? 1 / truth.visits.leadDays : 0);
      const quiet = isGone ? 1 : Math.exp(-rate * length);
      // Half of those who agreed are treated.
      const share = consents.get(user as string)! ? truth.persuadable[persuadable === 1 ? "yes" : "no"] / 2 : 0;
      return lifts.reduce((none, lift) => none * (1 - lift * share), quiet);
    });
}
