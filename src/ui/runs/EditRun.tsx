// Names a run and notes something about it.
import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Input, Label, TextField } from "react-aria-components/TextField";
import { Icon } from "../controls/Icon.tsx";
import { useLab } from "../labContext.tsx";
import "../controls/Field.css";

/** More would not fit beside a curve; what is longer is a note. */
const LONGEST_NAME = 60;
const LONGEST_NOTE = 2000;

interface EditRunProps {
  readonly runId: string;
  /** The name that the run has now, given or by what differs. */
  readonly name: string;
  readonly given: string | null;
  readonly note: string;
}

export function EditRun({ runId, name, given, note }: EditRunProps) {
  return (
    <DialogTrigger>
      <Button className="button button-quiet button-icon" aria-label={`Name ${name} or note something`}>
        <Icon name="edit" />
      </Button>
      <Popover className="run-edit" placement="bottom end">
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title" level={3}>
                Name and note
              </Heading>
              <EditForm runId={runId} name={name} given={given} note={note} onDone={close} />
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function EditForm({ runId, name, given, note, onDone }: EditRunProps & { readonly onDone: () => void }) {
  const lab = useLab();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [newName, setName] = useState(given ?? "");
  const [newNote, setNote] = useState(note);
  return (
    <form
      className="run-edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        const [asked, noted] = [newName.trim(), newNote.trim()];
        if ((asked || null) !== given || noted !== note) lab.edit(runId, { name: asked || null, note: noted });
        onDone();
      }}
    >
      <TextField className="field" value={newName} onChange={setName} maxLength={LONGEST_NAME}>
        <Label className="field-label">Name</Label>
        <Input ref={first} className="control" placeholder={given === null ? name : "by what differs"} />
      </TextField>
      <TextField className="field" value={newNote} onChange={setNote} maxLength={LONGEST_NOTE}>
        <Label className="field-label">Note</Label>
        <Input className="control" />
      </TextField>
      <Button type="submit" className="button button-primary">
        Save
      </Button>
    </form>
  );
}
