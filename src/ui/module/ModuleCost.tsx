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
    <div className="cost">
      {module && <CostOf title="This module" cost={module} isRegular={isRegular} />}
      <CostOf title="The whole network" cost={network} isRegular={isRegular} />
    </div>
  );
});

function CostOf({
  title,
  cost: { price, share },
  isRegular,
}: {
  title: string;
  cost: PriceOnSpectrum;
  isRegular: boolean;
}) {
  const shareOf = (what: keyof Price) => share && share[what];
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        <Line term="Parameters" value={count(price.parameters)} share={shareOf("parameters")} isRegular={isRegular} />
        <Line
          term="Multiply-adds"
          note="per image"
          value={short(price.multiplyAdds)}
          share={shareOf("multiplyAdds")}
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
  share: number | null;
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
        {share !== null && (
          <>
            <span className="cost-bar" aria-hidden>
              <i style={{ width: `${Math.min(100, share * 100)}%` }} />
            </span>
            <small>{isRegular ? "the regular end" : `${percent(share)} of regular`}</small>
          </>
        )}
      </dd>
    </div>
  );
}
