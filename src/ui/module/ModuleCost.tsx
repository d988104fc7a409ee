// The cost of the point, module and whole network, compared with the same with one segment.
import { memo } from "react";
import { pointCost, type Price } from "../../recipe/cost.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { count, percent, short } from "../format.ts";
import "./ModuleCost.css";

export const ModuleCost = memo(function ModuleCost({ recipe }: { recipe: Recipe }) {
  const cost = pointCost(recipe);
  const isRegular = recipe.network.module.segments === 1;
  return (
    <div className="cost">
      <CostOf title="This module" price={cost.module} share={cost.moduleShare} isRegular={isRegular} />
      <CostOf title="The whole network" price={cost.network} share={cost.networkShare} isRegular={isRegular} />
    </div>
  );
});

function CostOf({ title, price, share, isRegular }: { title: string; price: Price; share: Price; isRegular: boolean }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        <Line term="Parameters" value={count(price.parameters)} share={share.parameters} isRegular={isRegular} />
        <Line
          term="Multiply-adds"
          note="per image"
          value={short(price.multiplyAdds)}
          share={share.multiplyAdds}
          isRegular={isRegular}
        />
      </dl>
    </section>
  );
}

function Line({
  term,
  note,
  value,
  share,
  isRegular,
}: {
  term: string;
  note?: string;
  value: string;
  share: number;
  isRegular: boolean;
}) {
  return (
    <div className="cost-line">
      <dt>
        {term}
        {note && <small> {note}</small>}
      </dt>
      <dd>
        <b>{value}</b>
        <span className="cost-bar" aria-hidden>
          <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
        <small>{isRegular ? "the regular end" : `${percent(share)} of regular`}</small>
      </dd>
    </div>
  );
}
