// The recipe's network, node by node.
import { networkCost } from "../../recipe/cost.ts";
import type { LayerKind } from "../../graph/node.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { bytes, count } from "../format.ts";
import { DataTable } from "../controls/DataTable.tsx";

const KIND_WORDS: Readonly<Record<LayerKind, string>> = {
  input: "input",
  convolution: "convolution",
  batchNorm: "batch norm",
  activation: "activation",
  maxPool: "max pooling",
  averagePool: "average pooling",
  globalAveragePool: "global average pooling",
  zeroPad: "zero padding",
  flatten: "flatten",
  dense: "dense",
  dropout: "dropout",
  add: "addition",
  concatenate: "concatenation",
};

export function NetworkTable({ recipe }: { recipe: Recipe }) {
  const cost = networkCost(recipe);
  return (
    <DataTable
      label="The network, node by node"
      head={["Node", "Kind", "Output", "Parameters", "Multiply-adds", "Activations per image"]}
      textColumns={2}
      rows={cost.nodes.map((node) => ({
        key: node.name,
        cells: [
          node.name,
          KIND_WORDS[node.kind],
          node.shape.join("×"),
          node.parameters ? count(node.parameters) : "–",
          node.multiplyAdds ? count(node.multiplyAdds) : "–",
          bytes(node.activationBytes),
        ],
      }))}
      foot={[
        "In all",
        "",
        "",
        `${count(cost.parameters)}, of them ${count(cost.trainableParameters)} trained`,
        count(cost.multiplyAdds),
        bytes(cost.activationBytes),
      ]}
    />
  );
}
