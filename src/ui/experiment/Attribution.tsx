// Who drew the data set's pictures, and their licences, read from the file that was built with the data.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import "./Attribution.css";

interface Source {
  readonly title: string;
  readonly author: string;
  readonly authorUrl: string;
  readonly licence: string;
  readonly licenceUrl: string;
  readonly use: string;
}

type Loaded =
  | { readonly status: "asked" }
  | { readonly status: "known"; readonly sources: readonly Source[] }
  | { readonly status: "failed"; readonly message: string };

export function Attribution() {
  const [loaded, setLoaded] = useState<Loaded>({ status: "asked" });
  const read = (isOpen: boolean) => {
    if (!isOpen || loaded.status === "known") return;
    readSources().then(
      (sources) => setLoaded({ status: "known", sources }),
      (error: unknown) =>
        setLoaded({ status: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <DialogTrigger onOpenChange={read}>
      <Button className="attribution">Who drew the pictures</Button>
      <Popover className="attribution-popover">
        <Dialog>
          <Heading slot="title" level={3}>
            Who drew the pictures
          </Heading>
          {loaded.status === "asked" && <p>Reading the list…</p>}
          {loaded.status === "failed" && <p role="alert">The list could not be read: {loaded.message}</p>}
          {loaded.status === "known" && (
            <ul>
              {loaded.sources.map(({ title, author, authorUrl, licence, licenceUrl, use }) => (
                <li key={title}>
                  <a href={authorUrl}>{title}</a> by {author}, <a href={licenceUrl}>{licence}</a>: {use}.
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

async function readSources(): Promise<readonly Source[]> {
  const response = await fetch("./data/attribution.json").catch(() => {
    throw new Error("you are offline, or the server of this page does not answer. Connect again, then open it again.");
  });
  if (!response.ok)
    throw new Error(
      `the server answers ${response.status}. It is in the file data/attribution.json beside this page; ` +
        "set the lab up again with “npm start” if it is missing.",
    );
  const list: unknown = await response.json();
  if (!Array.isArray(list) || !list.every(isSource)) throw new Error("it is not a list of sources.");
  return list;
}

function isSource(entry: unknown): entry is Source {
  const names = ["title", "author", "authorUrl", "licence", "licenceUrl", "use"] as const;
  return (
    typeof entry === "object" && entry !== null && names.every((name) => typeof Reflect.get(entry, name) === "string")
  );
}
