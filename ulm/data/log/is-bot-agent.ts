/** Crawlers, monitors, libraries and tools by what they call themselves; who lies about it passes. (Cubot makes telephones.) */
const bot =
  /(?<!cu)bot|crawl|spider|slurp|scrap|archiver|facebookexternalhit|embedly|preview|monitor|uptime|pingdom|lighthouse|headless|phantomjs|selenium|curl\/|wget\/|python|java\/|libwww|httpclient|http-client|okhttp|axios|node-fetch|go-http|ruby|perl|php\/|scan|nmap|zgrab|masscan|feed|validator/i;

/** Of the agents that were asked last; logs name the same ones again and again. */
const known = new Map<string, boolean>();
const mostKnown = 10_000;

/** Whether a user agent is a program rather than a person's browser. Browsers name themselves, so none at all is a program. */
export function isBotAgent(agent: string | undefined): boolean {
  if (agent === undefined) return true;
  let isBot = known.get(agent);
  if (isBot === undefined) {
    isBot = bot.test(agent);
    if (known.size >= mostKnown) known.clear();
    known.set(agent, isBot);
  }
  return isBot;
}
