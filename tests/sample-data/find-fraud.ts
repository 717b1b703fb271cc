import { Table } from "ulm/data";
import { IsolationForest, rocAucScore } from "ulm/learn";
import type { KnownWorld } from "./known-world.ts";

/** How well an isolation forest tells fraudulent accounts, of which it knows none: the area under its ROC curve. */
export async function findFraud(world: KnownWorld): Promise<number> {
  const features = accountFeatures(world);
  const forest = await new IsolationForest({ nEstimators: 200 }).fit(features.drop("user_id"));
  const isFraud = new Map(world.shop["truth-users"].rows().map((row) => [row.user_id, row.fraud]));
  return rocAucScore(
    features
      .column("user_id")
      .toArray()
      .map((user) => isFraud.get(user)),
    Array.from(forest.scoreSamples(features.drop("user_id")), (score) => -score),
  );
}

/** Of each account that has signed in: cities, failures, accounts on its devices, and what it sends back. */
function accountFeatures({ shop }: KnownWorld): Table {
  const accounts = new Map<string, { cities: Set<string>; devices: Set<string>; logins: number; failures: number }>();
  const usersOf = new Map<string, Set<string>>();
  for (const { user_id, device_id, city, success } of shop.logins.rows()) {
    const account = accounts.get(user_id) ?? { cities: new Set(), devices: new Set(), logins: 0, failures: 0 };
    accounts.set(user_id, account);
    account.cities.add(city);
    account.devices.add(device_id);
    account.logins++;
    account.failures += 1 - success;
    usersOf.set(device_id, (usersOf.get(device_id) ?? new Set()).add(user_id));
  }
  const buyer = new Map(shop.orders.rows().map((row) => [row.order_id, row.user_id]));
  const returned = new Set(shop.returns.column("order_item_id").toArray());
  const items = new Map<string, { bought: number; returned: number }>();
  for (const { order_id, order_item_id } of shop.order_items.rows()) {
    const count = items.get(buyer.get(order_id)!) ?? { bought: 0, returned: 0 };
    items.set(buyer.get(order_id)!, count);
    count.bought++;
    count.returned += Number(returned.has(order_item_id));
  }
  return Table.fromObjects(
    [...accounts].map(([user_id, { cities, devices, logins, failures }]) => ({
      user_id,
      citiesPerLogin: (cities.size - 1) / logins,
      failureShare: failures / logins,
      accountsOnDevices: Math.max(...[...devices].map((device) => usersOf.get(device)!.size)),
      returned: items.get(user_id)?.returned ?? 0,
      returnShare: (items.get(user_id)?.returned ?? 0) / (items.get(user_id)?.bought ?? 1),
    })),
  );
}
