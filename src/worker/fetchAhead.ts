// The build names all files of the site in a meta element of the page's head. They are fetched when the page has been open
// for some seconds: at once, they would take the processor and the connection from its start.

const AFTER_MS = 3000;

/**
 * Fetches them, so that the browser keeps them; a file that fails is asked for again when it is needed. Not by links of
 * the kind "prefetch", which Safari does not follow and Firefox only where the policy's default allows them.
 */
export function fetchAhead(): void {
  setTimeout(() => {
    const { content = "" } = document.querySelector<HTMLMetaElement>("meta[name=fetched-ahead]") ?? {};
    for (const file of content.split(" ").filter(Boolean))
      fetch(file, { priority: "low" })
        .then((response) => response.blob()) // Read to its end, as otherwise it is not kept.
        .catch(() => undefined);
  }, AFTER_MS);
}
