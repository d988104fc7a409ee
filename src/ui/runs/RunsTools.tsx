// What is listed: filter, groups, columns. A script of its own, for the view of the runs.
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Checkbox } from "react-aria-components/Checkbox";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { Pick } from "../controls/Pick.tsx";
import { count, plural } from "../format.ts";
import { useLab } from "../labContext.tsx";
import { FIELDS, fieldOf, USUAL_COLUMNS } from "./list/fields.ts";
import { readFilter, valuesOf, writeFilter, type Term } from "./list/filter.ts";
import { LISTING, type Listing } from "./list/listing.ts";
import "./RunsTools.css";

/** More values are filtered by typing. */
const MOST_VALUES = 60;

/** Who types on has not finished. */
const TYPING_PAUSE_MS = 400;

interface RunsToolsProps {
  readonly listing: Listing;
  /** Numbers of runs. */
  readonly listed: number;
  readonly all: number;
}

export default function RunsTools({ listing, listed, all }: RunsToolsProps) {
  const lab = useLab();
  const filterBy = (terms: readonly Term[]) => lab.setShown({ [LISTING.filter]: writeFilter(terms) || null });
  return (
    <div className="runs-tools no-print">
      <FilterText filter={listing.filter} />
      <AddFilter onAdd={(term) => filterBy([...listing.terms, term])} />
      <Pick
        label="Group by"
        options={[
          { value: "", label: "nothing" },
          { value: "arm", label: "arm" },
          { value: "press", label: "press on “Train”" },
          ...FIELDS.filter(({ id }) => !USUAL_COLUMNS.includes(id) && id !== "note").map(({ id, title }) => ({
            value: id,
            label: title.toLowerCase(),
          })),
        ]}
        value={listing.group ?? ""}
        onChange={(group) => lab.setShown({ [LISTING.group]: group || null, [LISTING.folded]: null })}
      />
      <ChooseColumns listing={listing} />
      <p className="runs-found" role="status">
        {listed === all ? plural(all, "run") : `${count(listed)} of ${plural(all, "run")}`}
      </p>
      {listing.terms.length > 0 && (
        <ul className="runs-terms" aria-label="Filters">
          {listing.terms.map((term, at) => (
            <li key={at}>
              <Button
                className="button runs-term"
                aria-label={`Remove the filter ${termWords(term)}`}
                onPress={() => filterBy(listing.terms.filter((_, place) => place !== at))}
              >
                {termWords(term)} <span aria-hidden>✕</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {listed === 0 && listing.terms.length > 0 && <p className="runs-none">No run passes the filter.</p>}
      {listing.faults.length > 0 && (
        <p className="field-error runs-faults" role="alert">
          {listing.faults.join(" ")}
        </p>
      )}
    </div>
  );
}

/** Filters as it is typed, after a pause. */
function FilterText({ filter }: { readonly filter: string }) {
  const lab = useLab();
  const [text, setText] = useState(filter);
  const [taken, setTaken] = useState(filter);
  // Changed elsewhere: by a link, by Back, or by the buttons beside this.
  if (filter !== taken) {
    setTaken(filter);
    setText(filter);
  }
  const take = (typed: string) => {
    const { terms, faults } = readFilter(typed);
    // What is not understood stays as it was typed, to be corrected.
    const next = faults.length > 0 ? typed.trim() : writeFilter(terms);
    setTaken(next);
    lab.setShown({ [LISTING.filter]: next || null });
  };
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => take(typed), TYPING_PAUSE_MS);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        clearTimeout(pause.current);
        take(text);
      }}
    >
      <TextField className="field" value={text} onChange={type} spellCheck="false" autoComplete="off">
        <Label className="field-label">Filter</Label>
        <Input className="control runs-filter" placeholder="width:24 test>=50% or a word" />
      </TextField>
    </form>
  );
}

function AddFilter({ onAdd }: { readonly onAdd: (term: Term) => void }) {
  const lab = useLab();
  const [field, setField] = useState("");
  const values = field === "" ? [] : valuesOf(field, lab.store.getState().runs.values()).slice(0, MOST_VALUES);
  return (
    <>
      <Pick
        label="Add a filter"
        options={[
          { value: "", label: "by…" },
          ...FIELDS.filter(({ id }) => id !== "note").map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={field}
        onChange={setField}
      />
      {field !== "" && (
        <Pick
          label={`${fieldOf(field)?.title ?? field} is`}
          options={[
            { value: "", label: values.length === 0 ? "no run has any" : "choose…" },
            ...values.map(({ value, runs }) => ({ value, label: `${value} (${count(runs)})` })),
          ]}
          value=""
          onChange={(value) => {
            if (value === "") return;
            onAdd({ kind: "field", field, comparison: ":", value });
            setField("");
          }}
        />
      )}
    </>
  );
}

function ChooseColumns({ listing }: { readonly listing: Listing }) {
  const lab = useLab();
  const choose = (id: string, isChosen: boolean) => {
    const columns = isChosen ? [...listing.columns, id] : listing.columns.filter((each) => each !== id);
    const isUsual = columns.join() === USUAL_COLUMNS.join();
    lab.setShown({ [LISTING.columns]: isUsual ? null : columns.join() || null });
  };
  return (
    <DialogTrigger>
      <Button className="button">Columns…</Button>
      <Popover className="runs-columns" placement="bottom end">
        <Dialog>
          <Heading slot="title" level={3}>
            Columns
          </Heading>
          <div className="runs-columns-list">
            {FIELDS.map(({ id, title }) => (
              <Checkbox
                key={id}
                className="runs-column"
                isSelected={listing.columns.includes(id)}
                onChange={(isChosen) => choose(id, isChosen)}
              >
                <span className="runs-column-box" aria-hidden />
                {title}
              </Checkbox>
            ))}
          </div>
          <Button className="button" onPress={() => lab.setShown({ [LISTING.columns]: null })}>
            The usual ones
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function termWords(term: Term): string {
  if (term.kind === "words") return `“${term.value}”`;
  const verb = { ":": "is", "!=": "is not", ">": "over", "<": "under", ">=": "at least", "<=": "at most" }[
    term.comparison
  ];
  return `${fieldOf(term.field)?.title ?? term.field} ${verb} ${term.value}`;
}
