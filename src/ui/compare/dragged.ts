// An arm or a run that is dragged with the pointer, to stand side by side with another.
import type { DragEvent } from "react";

const TYPE = "application/x-xception-lab-column";

/** For what can be dragged: an arm or a run by its reference (`lab/columns.ts`). */
export function draggable(ref: string) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(TYPE, ref);
      event.dataTransfer.effectAllowed = "copy";
    },
  };
}

/** For where it can be dropped. */
export function dropTarget(take: (ref: string) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event: DragEvent) => {
      const ref = event.dataTransfer.getData(TYPE);
      if (ref === "") return;
      event.preventDefault();
      take(ref);
    },
  };
}
