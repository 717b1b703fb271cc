import type { Loader } from "vega";

/** As Vega asks: the target of a link, or the address of a picture to draw. */
type Purpose = { context?: string } | undefined;

/**
 * A loader for Vega that loads nothing. Links may lead to the web, pictures must be in the file; `refuse` hears of any
 * other address. It never rejects where Vega would not notice: a refused link leads nowhere, a refused picture is blank.
 */
export function createChartLoader(refuse: (address: string) => void): Loader {
  const load = (address: string) => {
    refuse(address);
    return Promise.reject(new Error(address));
  };
  const sanitize = (address: string, purpose: Purpose) => {
    const isLink = purpose?.context === "href";
    const allowed = isLink ? /^(https?:|mailto:|#)/i : /^data:image\/(png|jpeg|gif|webp);base64,/i;
    if (allowed.test(address)) return Promise.resolve({ href: address });
    if (!isLink) refuse(address);
    return Promise.resolve({ href: isLink ? "#" : "data:," });
  };
  return { load, sanitize, http: load, file: load } as unknown as Loader;
}
