import { toInstant, type Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import type { Person } from "./person.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

export interface Campaign {
  id: string;
  name: string;
  channel: string;
  startsAt: number;
  /** Extra orders within 7 days for the average treated user. */
  lift: number;
}

const dayMs = 86_400_000;
const every = 45;

/** A campaign every 45 days, as long as its 7 days of effect fit. */
export function createCampaigns(calendar: Calendar): Campaign[] {
  const channels = ["email", "sms", "push"];
  const count = Math.max(0, Math.floor((calendar.days - 8) / every));
  return Array.from({ length: count }, (_, index) => ({
    id: `C${String(index + 1).padStart(2, "0")}`,
    name: `Campaign ${index + 1}`,
    channel: channels[index % channels.length],
    startsAt: calendar.start + (index + 1) * every * dayMs + 2 * 3_600_000,
    lift: truth.campaignLifts[index % truth.campaignLifts.length],
  }));
}

/** Tosses a fair coin for each campaign and user who agreed; returns the extra orders of the treated. */
export function exposeTo(campaigns: readonly Campaign[], seed: number, person: Person, emit: Emit) {
  const random = createStream(seed, "exposures", person.number);
  const share = truth.persuadable[person.hidden.persuadable ? "yes" : "no"];
  const opened = truth.opened[person.hidden.persuadable ? "persuadable" : "others"];
  const orders: { at: number; campaign: Campaign }[] = [];
  for (const campaign of campaigns) {
    if (!person.marketingConsent || person.signedUpAt > campaign.startsAt) continue;
    const treated = random.chance(0.5);
    emit("exposures", {
      exposure_id: `${campaign.id}-${person.id}`,
      campaign_id: campaign.id,
      user_id: person.id,
      group: treated ? "treatment" : "control",
      assigned_at: toInstant(campaign.startsAt),
      opened: treated && random.chance(opened) ? 1 : 0,
    });
    if (treated && random.chance(campaign.lift * share)) {
      orders.push({ at: campaign.startsAt + 3_600_000 + random.below(6 * 86_400) * 1000, campaign });
    }
  }
  return orders;
}
