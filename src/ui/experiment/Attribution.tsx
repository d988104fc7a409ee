// Who drew the data set's pictures, and their licences, read from the file that was built with the data.
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import type { PictureSource } from "../../data/sources.ts";
import { fetchSources } from "./fetchSources.ts";
import "./Attribution.css";

type Loaded =
  | { readonly status: "asked" }
  | { readonly status: "known"; readonly sources: readonly PictureSource[] }
  | { readonly status: "failed"; readonly message: string };

export function Attribution() {
  const [loaded, setLoaded] = useState<Loaded>({ status: "asked" });
  const read = (isOpen: boolean) => {
    if (!isOpen || loaded.status === "known") return;
    fetchSources().then(
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
