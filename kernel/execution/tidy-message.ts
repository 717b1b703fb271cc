/** A name that the compiler made a property, as V8 shows it: `data_1.home.data`, `cell.exports.data`. */
const HOMES = /(?:[\p{ID_Start}_$][\p{ID_Continue}$]*_\d+\.home|_*cell\.exports)\.(?=[\p{ID_Start}_$])/gu;
/** How a function is called that must not become a method: `(0 , data_1.home.data)`. */
const CALLEE = /\(0 , ([\p{ID_Continue}$.]+)\)/gu;

/** V8 quotes the code that failed, and so what the compiler made of the user's: `u is not a function` is what is meant. */
export function tidyMessage(message: string): string {
  if (!message.includes(".home.") && !message.includes("cell.exports.")) return message;
  return message.replaceAll(HOMES, "").replaceAll(CALLEE, "$1");
}
