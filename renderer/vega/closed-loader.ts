import type { Loader, LoaderOptions } from "vega";

type Sanitized = Awaited<ReturnType<Loader["sanitize"]>>;

/**
 * A loader for charts that may not fetch anything: data come with the chart, images as `data:` addresses, and links only
 * open in another window. A notebook from elsewhere can so neither call home nor read local files.
 */
export const closedLoader: Loader = {
  load: refuse,
  http: refuse,
  file: refuse,
  async sanitize(address: string, options: LoaderOptions & { context?: string }) {
    if (options.context === "href" && /^https?:\/\//i.test(address)) {
      return { href: address, target: "_blank", rel: "noopener noreferrer" } as Sanitized;
    }
    if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(address)) return { href: address } as Sanitized;
    return refuse(address);
  },
};

async function refuse(address: string): Promise<never> {
  throw new Error(
    `Charts do not load addresses (${address.slice(0, 200)}). Read the data in a cell and pass the rows to the chart.`,
  );
}
