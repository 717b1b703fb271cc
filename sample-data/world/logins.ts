import { toInstant, type Calendar } from "./calendar.ts";
import { createStream } from "./create-stream.ts";
import { drawIndex, drawOne } from "./draw.ts";
import type { Person } from "./person.ts";
import type { Emit } from "./tables.ts";
import { truth } from "./truth.ts";

const period = 30;
const elsewhere = ["Harbin", "Kunming", "Lanzhou", "Xiamen"];

/**
 * Walks a user through the stages, 30 days each, and writes the logins of each stage.
 * @returns the stages, one letter for each whole or last period: e, r, f, d
 */
export function logIn(seed: number, person: Person, calendar: Calendar, emit: Emit): string {
  const random = createStream(seed, "logins", person.number);
  const { names, start, transitions, loginsPerDay } = truth.stages;
  let stage = drawIndex(random, start);
  let path = "";
  let count = 0;
  for (let from = person.signUpDay + 1; from < calendar.days; from += period) {
    path += names[stage][0];
    const length = Math.min(period, calendar.days - from);
    for (let left = random.poisson(loginsPerDay[stage] * length); left > 0; left--) {
      const at = calendar.drawMoment(random, from + random.below(length));
      emit("logins", { login_id: `${person.id}-L${++count}`, at: toInstant(at), ...drawPlace(person, random) });
    }
    stage = drawIndex(random, transitions[stage]);
  }
  return path;
}

/** Fraudulent accounts share a few devices, come from many cities and fail more often. */
function drawPlace(person: Person, random: ReturnType<typeof createStream>) {
  const { fraud } = person.hidden;
  return {
    user_id: person.id,
    device_id: fraud ? `D-X${person.number % 5}` : `D-${person.id}-${random.chance(0.85) ? 1 : 2}`,
    city: random.chance(fraud ? 0.6 : 0.03) ? drawOne(random, elsewhere) : person.city,
    success: random.chance(fraud ? 0.6 : 0.97) ? 1 : 0,
  };
}
