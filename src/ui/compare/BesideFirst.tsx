// Says which arm or run waits for another to stand beside, at the foot of the screen, until there is one.
import { Button } from "react-aria-components/Button";
import { columnsOf } from "../../lab/columns.ts";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";
import "./BesideFirst.css";

export function BesideFirst() {
  const lab = useLab();
  const ref = useLabState(({ beside }) => beside);
  const { experiment, runs, order } = useLabState((state) =>
    state.beside === null ? NOTHING : { experiment: state.experiment, runs: state.runs, order: state.order },
  );
  const [column] = ref === null || !experiment ? [] : columnsOf({ experiment, runs, order }, [ref]);
  return (
    <div className="beside-first no-print" role="status">
      {column?.recipe && (
        <>
          <span>
            <b>{column.name}</b> waits for another: choose “Side by side” at an arm or a run.
          </span>
          <Button className="button" onPress={() => lab.putBeside([column.ref])}>
            Not now
          </Button>
        </>
      )}
    </div>
  );
}

const NOTHING = { experiment: null, runs: new Map<never, never>(), order: [] };
