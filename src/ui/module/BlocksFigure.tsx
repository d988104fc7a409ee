// A whole network as blocks from top to bottom, each with its layers, its output and its cost.
import { memo } from "react";
import type { NodeCost } from "../../graph/cost.ts";
import type { Block, BlocksPlan } from "../../networks/plan.ts";
import { networkCost } from "../../recipe/cost.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { count, short } from "../format.ts";
import "./BlocksFigure.css";

export const BlocksFigure = memo(function BlocksFigure({ plan, recipe }: { plan: BlocksPlan; recipe: Recipe }) {
  const { nodes } = networkCost(recipe);
  const input = nodes[0]?.shape.join("×") ?? "";
  return (
    <figure className="blocks">
      <ol>
        {plan.blocks.map((block) => (
          <BlockBox
            key={block.prefix}
            block={block}
            nodes={nodes.filter(({ name }) => name.startsWith(`${block.prefix}/`))}
          />
        ))}
      </ol>
      <figcaption>
        {plan.caption} <span className="soft">Reads images of {input}.</span>
      </figcaption>
    </figure>
  );
});

function BlockBox({ block, nodes }: { block: Block; nodes: readonly NodeCost[] }) {
  const sum = (value: (node: NodeCost) => number) => nodes.reduce((total, node) => total + value(node), 0);
  const shape = nodes.at(-1)?.shape.join("×") ?? "";
  return (
    <li className="block">
      <div className="block-body">
        <b>{block.title}</b>
        <span className="block-layers">{block.layers.join(" → ")}</span>
        {block.shortcut !== null && <span className="block-shortcut">+ {block.shortcut}</span>}
      </div>
      <div className="block-numbers">
        <b>{shape}</b>
        <small className="soft">{count(sum(({ parameters }) => parameters))} parameters</small>
        <small className="soft">{short(sum(({ multiplyAdds }) => multiplyAdds))} multiply-adds</small>
      </div>
    </li>
  );
}
