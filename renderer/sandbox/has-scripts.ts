const activeContent = /<script[\s>]|<[^>]+\son[a-z]+\s*=|javascript:|<iframe[^>]+srcdoc/i;

/** Whether HTML wants to run code, so that it has to be shown in a page of its own. */
export function hasScripts(html: string): boolean {
  return activeContent.test(html);
}
