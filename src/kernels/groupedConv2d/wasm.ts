// Grouped convolution on the tfjs WASM backend, every shape.
import type { KernelTable } from "../kernelTable.ts";
import { GroupedConv2D, GroupedConv2DBackpropFilter, GroupedConv2DBackpropInput, type Shape4D } from "./op.ts";
import { backpropFilter } from "./wasmFilterGradient.ts";
import { forward } from "./wasmForward.ts";
import { backpropInput } from "./wasmInputGradient.ts";
import type { KernelArguments } from "./wasmLoans.ts";

export const groupedConv2dWasm: KernelTable = {
  [GroupedConv2D]: (args) => forward(args as unknown as KernelArguments<"x" | "filter">),
  [GroupedConv2DBackpropInput]: (args) =>
    backpropInput(args as unknown as KernelArguments<"dy" | "filter", { inputShape: Shape4D }>),
  [GroupedConv2DBackpropFilter]: (args) =>
    backpropFilter(args as unknown as KernelArguments<"x" | "dy", { filterShape: Shape4D }>),
};
