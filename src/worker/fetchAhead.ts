// The build names all files of the site in the page's head, for the browser to fetch while the page is idle. For browsers
// that leave this to the page.

const IDLE_AFTER_MS = 3000;

/** Fetches them once the page is idle, where the browser does not; a file that fails is asked for again when needed. */
export function fetchAhead(): void {
  if (document.createElement("link").relList.supports("prefetch")) return;
  setTimeout(() => {
    for (const { href } of document.querySelectorAll<HTMLLinkElement>('link[rel="prefetch"]'))
      fetch(href).catch(() => undefined);
  }, IDLE_AFTER_MS);
}
