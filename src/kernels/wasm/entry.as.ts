// Everything the WebAssembly module exports, one line an operation.
export { fill } from "./fill.as";
export { packFilter } from "../groupedConv2d/pack.as";
export { convolveWide } from "../groupedConv2d/wide.as";
export { filterGradientWide } from "../groupedConv2d/filterGradient.as";
export { biasAdd, biasAddGrad } from "../biasAdd/biasAdd.as";
