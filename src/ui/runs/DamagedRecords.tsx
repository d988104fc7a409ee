// Lists kept records that cannot be read, with the reason and a button that deletes each.
import { Button } from "react-aria-components/Button";
import { plural } from "../format.ts";
import { focusOn } from "../focusOn.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../notices/Notices.css";

/** More than these are summarised. */
const MOST_NAMED = 20;

export function DamagedRecords() {
  const lab = useLab();
  const damaged = useLabState((state) => state.damaged);
  const [first] = damaged;
  if (!first) return null;
  const remove = (keys: readonly IDBValidKey[]) => {
    focusOn(document.getElementById("runs-title"));
    lab.deleteDamaged(keys);
  };
  return (
    <div className="notice notice-information" role="status">
      <details className="runs-damaged">
        <summary>
          {plural(damaged.length, "kept run")} cannot be read by this version of the page, and{" "}
          {damaged.length === 1 ? "is" : "are"} set aside. A newer version may read{" "}
          {damaged.length === 1 ? "it" : "them"}; otherwise delete {damaged.length === 1 ? "it" : "them"}.
        </summary>
        <ul>
          {damaged.slice(0, MOST_NAMED).map(({ key, why }) => (
            <li key={String(key)}>
              <span>
                <b>{String(key)}</b> <span className="soft">{why.slice(0, 300)}</span>
              </span>
              <Button
                className="button button-quiet"
                aria-label={`Delete the record ${String(key)}`}
                onPress={() => remove([key])}
              >
                Delete
              </Button>
            </li>
          ))}
          {damaged.length > MOST_NAMED && <li className="soft">and {damaged.length - MOST_NAMED} more</li>}
        </ul>
        {damaged.length > 1 && (
          <Button className="button button-quiet" onPress={() => remove(damaged.map(({ key }) => key))}>
            Delete all of them
          </Button>
        )}
      </details>
    </div>
  );
}
