// The settings of the module, segments apart, and of the network around it.
import { memo } from "react";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { stagesWords } from "../../recipe/differences.ts";
import { divisors } from "../../recipe/divisors.ts";
import type { ModuleRecipe, NetworkRecipe } from "../../recipe/schema.ts";
import { Choice, Choices } from "../controls/Choice.tsx";
import { Fold } from "../controls/Fold.tsx";
import { Pick } from "../controls/Pick.tsx";
import { Toggle } from "../controls/Toggle.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import { kernelWords } from "../words.ts";
import { FIELD_LABELS } from "./fieldLabels.ts";
import { NetworkSettings } from "./NetworkSettings.tsx";
import "./settings.css";

const ORDERS = [
  { value: "pointwise-first", label: "1×1 first" },
  { value: "spatial-first", label: "1×1 last" },
] as const;
const ACTIVATIONS = activationNames.map((value) => ({ value, label: describeActivation(value).words }));
const KERNELS: readonly ModuleRecipe["kernel"][] = [1, 3, 5, 7];
const KERNEL_OPTIONS = KERNELS.map((kernel) => ({ value: String(kernel), label: kernelWords(kernel) }));
const WIDTHS = [12, 16, 24, 32, 36, 48, 60, 64, 72, 96, 128, 144, 192, 256];

export const ModuleSettings = memo(function ModuleSettings() {
  const lab = useLab();
  const { network, activations } = useLabState(({ experiment }) => ({
    network: experiment.recipe.network,
    activations: experiment.intermediateActivations,
  }));
  const { module, width } = network;
  const change = (part: Partial<ModuleRecipe>) => lab.change({ network: { module: part } });
  return (
    <div className="settings">
      <div className="settings-row">
        <Choices
          label={FIELD_LABELS["network.module.intermediateActivation"]}
          options={ACTIVATIONS}
          values={activations}
          onChange={(values) => lab.chooseActivations(values)}
          help="Between the two convolutions. One arm each, compared."
        />
        <Choice
          label={FIELD_LABELS["network.module.order"]}
          options={ORDERS}
          value={module.order}
          onChange={(order) => change({ order })}
          help="The paper’s figures put the 1×1 first, Xception’s layer last."
        />
        <Choice
          label={FIELD_LABELS["network.module.kernel"]}
          options={KERNEL_OPTIONS}
          value={String(module.kernel)}
          onChange={(text) => {
            const kernel = KERNELS.find((each) => String(each) === text);
            if (kernel !== undefined) change({ kernel });
          }}
        />
        <Toggle
          label={FIELD_LABELS["network.module.intermediateBatchNorm"]}
          value={module.intermediateBatchNorm}
          onChange={(intermediateBatchNorm) => change({ intermediateBatchNorm })}
        />
        <Pick
          label={FIELD_LABELS["network.width"]}
          options={widthOptions(width)}
          value={String(width)}
          onChange={(text) => lab.change({ network: { width: Number(text) } })}
          help="Its divisors are the slider’s stops."
        />
      </div>
      <Fold title="The network around it" note={aroundWords(network)}>
        <NetworkSettings network={network} />
      </Fold>
    </div>
  );
});

function widthOptions(current: number) {
  const widths = [...new Set([...WIDTHS, current])].sort((a, b) => a - b);
  return widths.map((width) => ({ value: String(width), label: `${width} channels, ${divisors(width).length} stops` }));
}

function aroundWords({ stages, residual, activation }: NetworkRecipe): string {
  return (
    `${stagesWords(stages)}, ${residual ? "residual" : "no residual"}, ` +
    `${activation === "none" ? "no activation" : describeActivation(activation).words} outside`
  );
}
