import type { Random } from "../random.mjs";
import { toInstant, type Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import { drawIndex, drawOne } from "./draw.ts";
import type { Lifetime } from "./lifetime.ts";
import { opaqueId } from "./permute.ts";
import type { Person } from "./person.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

const period = 30;
const dayMs = 86_400_000;
const elsewhere = ["Harbin", "Kunming", "Lanzhou", "Xiamen"];
/** Fraudulent accounts among so many neighbours, half a dozen, are one ring. */
const ringSize = 500;
/** Numbers of devices: four for each of at most 10⁷ users, then those of rings. */
const firstRingDevice = 4e7;

/**
 * Walks a user through the stages, 30 days each, and writes the logins of each stage.
 * @returns the stages, one letter for each whole or last period: e, r, f, d
 */
export function logIn(
  seed: number,
  person: Person,
  { fadesFrom = Infinity }: Lifetime,
  calendar: Calendar,
  emit: Emit,
): string {
  const random = createStream(seed, "logins", person.number);
  const { names, start, transitions, fading, loginsPerDay } = truth.stages;
  let stage = drawIndex(random, start);
  let path = "";
  let count = 0;
  for (let from = person.signUpDay + 1; from < calendar.days; from += period) {
    path += names[stage][0];
    const length = Math.min(period, calendar.days - from);
    for (let left = random.poisson(loginsPerDay[stage] * length); left > 0; left--) {
      const at = calendar.drawMoment(random, from + random.below(length));
      emit("logins", {
        login_id: `${person.id}-L${++count}`,
        user_id: person.id,
        at: toInstant(at),
        device_id: `D${opaqueId(seed, "device", drawDevice(random, person), 6)}`,
        ...drawPlace(random, person),
      });
    }
    const hasFaded = fadesFrom < calendar.start + (from + period) * dayMs;
    stage = drawIndex(random, (hasFaded ? fading : transitions)[stage]);
  }
  return path;
}

/** The number of a device: one's own two, now and then that of the neighbour one lives with; or one of the three of a ring. */
function drawDevice(random: Random, { number, hidden }: Person): number {
  if (hidden.fraud && random.chance(0.8)) {
    return firstRingDevice + Math.floor(number / ringSize) * 3 + random.below(3);
  }
  const isHousehold = number % 20 < 2;
  const owner = isHousehold && random.chance(0.2) ? number ^ 1 : number;
  return owner * 4 + (random.chance(0.85) ? 0 : 1);
}

/** Fraudulent accounts come from many cities and fail more often. */
function drawPlace(random: Random, { city, hidden }: Person) {
  return {
    city: random.chance(hidden.fraud ? 0.5 : 0.04) ? drawOne(random, elsewhere) : city,
    success: random.chance(hidden.fraud ? 0.7 : 0.96) ? 1 : 0,
  };
}
