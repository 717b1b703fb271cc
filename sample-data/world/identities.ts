import { createStream } from "./create-stream.ts";
import { emailOf, phoneOf, type Person } from "./person.ts";
import type { Emit } from "./tables.ts";

/** The records that one person left in up to three channels; who is who stands in `truth-identities` only. */
export function leaveIdentities(seed: number, person: Person, emit: Emit): void {
  const random = createStream(seed, "identities", person.number);
  const channels = ["app", ...["web", "store"].filter(() => random.chance(0.4))];
  for (const channel of channels) {
    const id = `I${toHex(random.uniform())}${toHex(random.uniform())}`;
    const hasEmail = random.chance(0.7);
    // In stores some leave the number of whom they live with, or a second address.
    const phone = channel === "store" && random.chance(0.08) ? phoneOf(seed, person.number ^ 1) : person.phone;
    const email = channel === "web" && random.chance(0.1) ? secondAddress(seed, person.number) : person.email;
    emit("identities", {
      identity_id: id,
      channel,
      name: random.chance(0.15) ? person.name.slice(0, -1) : person.name,
      email: hasEmail ? (random.chance(0.2) ? email.toUpperCase() : email) : "",
      phone: !hasEmail || random.chance(0.5) ? (random.chance(0.3) ? phone.slice("+86".length) : phone) : "",
      city: random.chance(0.8) ? person.city : "",
    });
    emit("truth-identities", { identity_id: id, user_id: person.id });
  }
}

/** Numbers of users end below ten million. */
function secondAddress(seed: number, number: number): string {
  return emailOf(seed, number + 1e7);
}

function toHex(uniform: number): string {
  return (uniform * 2 ** 32).toString(16).padStart(8, "0");
}
