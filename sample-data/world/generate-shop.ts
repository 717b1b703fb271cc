import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { followUp } from "./aftermath.ts";
import { browse } from "./browsing.ts";
import { Calendar, toInstant } from "./calendar.ts";
import { createCampaigns, exposeTo, type Campaign } from "./campaigns.ts";
import { createCatalogue, priceOf, type Product } from "./catalogue.ts";
import { leaveIdentities } from "./identities.ts";
import { logIn } from "./logins.ts";
import { makeFolder } from "./make-folder.ts";
import { createPerson, type Person } from "./person.ts";
import { liveLifetime, type Lifetime } from "./lifetime.ts";
import { placeOrders } from "./purchases.ts";
import { keepStock } from "./supply.ts";
import { TableWriter } from "./table-writer.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

export interface ShopSpec {
  users: number;
  /** From 2024-01-01 on. */
  days: number;
  /** An integer from 0 to 2⁵³ − 1. */
  seed: number;
}

interface World {
  calendar: Calendar;
  catalogue: readonly Product[];
  campaigns: readonly Campaign[];
  /** Units by product and week. */
  sold: Map<string, number[]>;
}

/**
 * Writes a whole shop, table by table, into a folder, which is created if need be. One user is in memory at a time, so
 * memory does not grow with the users and time grows in proportion to them.
 * @throws FolderError where there can be no such folder; the system's errors
 * @returns the number of rows of all tables, headers and truth included
 */
export async function generateShop({ users, days, seed }: ShopSpec, directory: string): Promise<number> {
  const calendar = new Calendar(days);
  const catalogue = createCatalogue(seed, calendar.weeks);
  const sold = new Map(catalogue.map(({ id }) => [id, new Array<number>(calendar.weeks).fill(0)]));
  const world: World = { calendar, catalogue, campaigns: createCampaigns(calendar), sold };
  await makeFolder(directory);
  const writer = await TableWriter.create(directory);
  let rows = 0;
  const emit: Emit = (table, row) => {
    rows++;
    writer.write(table, row);
  };
  try {
    writeGoods(world, emit);
    for (let number = 1; number <= users; number++) {
      liveUser(seed, number, world, emit);
      await writer.drain();
    }
    writeStock(world, emit);
  } finally {
    await writer.close();
  }
  await writeFile(
    join(directory, "truth.json"),
    `${JSON.stringify(describeTruth({ users, days, seed }, world), null, 2)}\n`,
  );
  return rows;
}

function liveUser(seed: number, number: number, world: World, emit: Emit): void {
  const { calendar, campaigns } = world;
  const person = createPerson(seed, number, calendar);
  writeUser(person, emit);
  leaveIdentities(seed, person, emit);
  const lifetime = liveLifetime(seed, person, calendar);
  const orders = placeOrders(seed, person, lifetime, exposeTo(campaigns, seed, person, emit), world, emit);
  browse(seed, person, lifetime, orders, world, emit);
  followUp(seed, person, orders, calendar, emit);
  writeUserTruth(person, lifetime, logIn(seed, person, lifetime, calendar, emit), emit);
}

function writeUser(person: Person, emit: Emit): void {
  emit("users", {
    user_id: person.id,
    signed_up_at: toInstant(person.signedUpAt),
    name: person.name,
    email: person.email,
    phone: person.phone,
    id_number: person.idNumber,
    gender: person.gender,
    birth_year: person.birthYear,
    city: person.city,
    city_tier: person.cityTier,
    language: person.language,
    channel: person.channel,
    device: person.device,
    marketing_consent: Number(person.marketingConsent),
    personalisation_consent: Number(person.personalisationConsent),
  });
}

function writeUserTruth(
  { id, hidden }: Person,
  { activeShopDays, droppedOut, moments, fadesFrom }: Lifetime,
  stages: string,
  emit: Emit,
): void {
  const [taste_1, taste_2, taste_3, taste_4] = hidden.taste.map((value) => value.toFixed(4));
  emit("truth-users", {
    user_id: id,
    lambda: hidden.lambda.toFixed(6),
    dropout_p: hidden.dropoutP.toFixed(6),
    active_shop_days: activeShopDays.toFixed(3),
    dropped_out: Number(droppedOut),
    left_at: droppedOut ? toInstant(moments.at(-1)!) : "",
    fades_from: fadesFrom === undefined ? "" : toInstant(fadesFrom),
    mean_order_cny: hidden.meanOrder.toFixed(2),
    persuadable: Number(hidden.persuadable),
    fraud: Number(hidden.fraud),
    stages,
    taste_1,
    taste_2,
    taste_3,
    taste_4,
  });
}

function writeGoods({ catalogue, calendar, campaigns }: World, emit: Emit): void {
  for (const product of catalogue) {
    emit("products", {
      product_id: product.id,
      category: product.category,
      brand: product.brand,
      name_zh: product.nameZh,
      name_en: product.nameEn,
      description_zh: `${product.brand}出品的${product.nameZh.split(" ").slice(-3)[0]}，适合日常使用。`,
      description_en: `${product.nameEn}, made by ${product.brand} for every day.`,
      price_cny: product.basePrice.toFixed(2),
      cost_cny: product.cost.toFixed(2),
    });
    for (let week = 0; week < calendar.weeks; week++) {
      const old = week === 0 ? product.basePrice : priceOf(product, week - 1);
      const now = priceOf(product, week);
      if (now === old) continue;
      const prices = { old_price_cny: old.toFixed(2), new_price_cny: now.toFixed(2) };
      emit("price_changes", { product_id: product.id, from: calendar.dateOfWeek(week), ...prices });
    }
  }
  for (const { id, name, channel, startsAt } of campaigns) {
    emit("campaigns", { campaign_id: id, name, channel, starts_at: toInstant(startsAt), control_share: 0.5 });
  }
}

function writeStock({ catalogue, calendar, sold }: World, emit: Emit): void {
  for (const { id, outages } of catalogue) {
    keepStock(sold.get(id)!, outages).forEach((row, week) => {
      emit("stock", { product_id: id, week_from: calendar.dateOfWeek(week), ...row });
    });
  }
}

function describeTruth(spec: ShopSpec, { catalogue, calendar, campaigns }: World): object {
  return {
    spec,
    ...truth,
    campaigns: campaigns.map(({ id, lift }) => ({ campaign_id: id, lift })),
    products: catalogue.map(({ id, quality, factors, outages }) => ({
      product_id: id,
      quality: Number(quality.toFixed(4)),
      factors: factors.map((value) => Number(value.toFixed(4))),
      weeks_without_stock: [...outages].map((week) => calendar.dateOfWeek(week)),
    })),
  };
}
