// Everything the WebAssembly module exports, one line an operation.
export { fill } from "./fill.as";
