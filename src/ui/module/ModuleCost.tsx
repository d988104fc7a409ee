// The cost of the point, module and whole network, compared with the same with one segment.
import { memo } from "react";
import { familyOf } from "../../networks/families.ts";
import { pointCost, type Price, type PriceOnSpectrum } from "../../recipe/cost.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { count, percent, short } from "../format.ts";
import "./ModuleCost.css";

export const ModuleCost = memo(function ModuleCost({ recipe }: { recipe: Recipe }) {
  const { module, network } = pointCost(recipe);
  const isRegular = familyOf(recipe.network).point(recipe.network)?.segments === 1;
  return (
    <table className="cost">
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">Of what</span>
          </th>
          <th scope="col">Parameters</th>
          <th scope="col">
            Multiply-adds <small>per image</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {module && <CostOf title="Module" cost={module} isRegular={isRegular} />}
        <CostOf title="Network" cost={network} isRegular={isRegular} />
      </tbody>
    </table>
  );
});

interface CostOfProps {
  readonly title: string;
  readonly cost: PriceOnSpectrum;
  readonly isRegular: boolean;
}

function CostOf({ title, cost: { price, share }, isRegular }: CostOfProps) {
  const cell = (what: keyof Price, value: string) => (
    <td>
      <b>{value}</b>
      {share !== null && (
        <>
          <span className="cost-bar" aria-hidden>
            <i style={{ width: `${Math.min(100, share[what] * 100)}%` }} />
          </span>
          <small>{isRegular ? "the regular end" : `${percent(share[what])} of regular`}</small>
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
