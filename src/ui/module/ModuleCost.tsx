// The cost of the point, module and whole network, compared with the same with one segment.
import { memo } from "react";
import { pointCost, type Price, type PriceOnSpectrum } from "../../recipe/cost.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { count, percent, short } from "../format.ts";
import { Term } from "../terms/Term.tsx";
import "./ModuleCost.css";

export const ModuleCost = memo(function ModuleCost({ recipe }: { recipe: Recipe }) {
  const { module, network } = pointCost(recipe);
  return (
    <table className="cost">
      <thead>
        <tr>
          <th scope="col">{module && <small>%: of the regular end</small>}</th>
          <th scope="col">Parameters</th>
          <th scope="col">
            <Term id="multiplyAdds">Multiply-adds</Term> <small>per image</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {module && <CostOf title="Module" cost={module} />}
        <CostOf title="Network" cost={network} />
      </tbody>
    </table>
  );
});

function CostOf({ title, cost: { price, share } }: { readonly title: string; readonly cost: PriceOnSpectrum }) {
  const cell = (what: keyof Price, value: string) => (
    <td>
      <b>{value}</b>
      {share !== null && (
        <>
          <span className="cost-bar" aria-hidden>
            <i style={{ width: `${Math.min(100, share[what] * 100)}%` }} />
          </span>
          <small>{percent(share[what])}</small>
        </>
      )}
    </td>
  );
  return (
    <tr>
      <th scope="row">{title}</th>
      {cell("parameters", count(price.parameters))}
      {cell("multiplyAdds", short(price.multiplyAdds))}
    </tr>
  );
}
