// Results of many files as one: what became of each file, what is left out and why, and which of them is shown.
import { memo, useMemo, useState } from "react";
import type { Pool } from "../../study/pooling/pool.ts";
import { mixable, viewOfPool } from "../../study/pooling/poolView.ts";
import { fileCells, groupWords, poolRemarks, type ReadFile } from "../../study/pooling/poolWords.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { Pick } from "../controls/Pick.tsx";
import { Toggle } from "../controls/Toggle.tsx";
import { plural } from "../format.ts";
import { OpenedResult } from "./OpenedResult.tsx";
import "../controls/buttons.css";

interface PooledResultProps {
  readonly files: readonly ReadFile[];
  /** Has runs. */
  readonly pool: Pool;
}

export const PooledResult = memo(function PooledResult({ files, pool }: PooledResultProps) {
  const [chosen, setChosen] = useState(0);
  const [isMixed, setMixed] = useState(false);
  const group = pool.groups[chosen] ?? pool.groups[0];
  const view = useMemo(() => group && viewOfPool(pool, group, isMixed), [pool, group, isMixed]);
  if (!group || !view) return null;
  return (
    <OpenedResult result={view.result} from="pool">
      <div className="study-pool-files">
        <DataTable
          label="Files of this result"
          head={["File", "Runs", "Seeds", "Version", "Engine", "What became of it"]}
          textColumns={6}
          rows={fileCells(files, pool, view).map(({ file, runs, seeds, version, engine, fate }) => ({
            key: file,
            cells: [file, runs, seeds, version, engine, fate],
          }))}
        />
      </div>
      <ul className="study-caveats" aria-label="What is left out">
        {poolRemarks(pool, view).map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
      {pool.groups.length > 1 && (
        <div className="study-pool-choice no-print">
          <Pick
            label="Runs shown"
            options={pool.groups.map((each, at) => ({
              value: String(at),
              label: `${plural(each.runs.length, "run")} on ${groupWords(each, pool)}`,
            }))}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value))}
          />
          {mixable(pool, group).length > 0 && (
            <Toggle
              label="Mix engines"
              value={isMixed}
              onChange={setMixed}
              help="Adds runs of other engines, of the same version and pictures. Each seed’s runs stay of one engine."
            />
          )}
        </div>
      )}
    </OpenedResult>
  );
});
