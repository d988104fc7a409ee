// The head of a column: what stands in it, and what can stand there instead. Others can be dropped on it.
import type { Column, EmptyColumn } from "../../lab/columns.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { Pick, type OptionGroup } from "../controls/Pick.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { markOf } from "../marks.ts";
import { dropTarget } from "./dragged.ts";

interface ColumnHeadProps {
  readonly column: Column | EmptyColumn;
  /** From 1. */
  readonly place: number;
  readonly groups: readonly OptionGroup<string>[];
  readonly onPut: (ref: string) => void;
  /** Null where it is one of two. */
  readonly onRemove: (() => void) | null;
}

export function ColumnHead({ column, place, groups, onPut, onRemove }: ColumnHeadProps) {
  const name = column.recipe ? column.name : "no longer here";
  const isListed = groups.some(({ options }) => options.some(({ value }) => value === column.ref));
  return (
    <th scope="col" className="compare-head" {...dropTarget(onPut)}>
      <span className="compare-name">
        {column.recipe && <Swatch mark={markOf(column.recipe.network, name)} />}
        {/* On paper the name, on the screen the choice that shows it. */}
        <b>{name}</b>
        <span className="no-print">
          <Pick
            label={`Column ${place}`}
            isLabelUnseen
            options={isListed ? [] : [{ value: column.ref, label: name }]}
            groups={groups}
            value={column.ref}
            onChange={onPut}
          />
        </span>
        {onRemove && <IconButton icon="remove" label="Take away" spoken={`Take ${name} away`} onPress={onRemove} />}
      </span>
    </th>
  );
}
