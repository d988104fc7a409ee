// The build names all files of the site in a template of the page's head. They are asked for when the page has been open
// for some seconds: asked for at once, they would take the processor and the connection from its start.

const AFTER_MS = 3000;

/** Has the browser fetch them while it is idle; a file that fails is asked for again when it is needed. */
export function fetchAhead(): void {
  setTimeout(() => {
    const template = document.querySelector<HTMLTemplateElement>("template#fetched-ahead");
    if (!template) return; // The development server has no such list.
    document.head.append(template.content);
    if (document.createElement("link").relList.supports("prefetch")) return;
    for (const { href } of document.querySelectorAll<HTMLLinkElement>('link[rel="prefetch"]'))
      fetch(href).catch(() => undefined);
  }, AFTER_MS);
}
