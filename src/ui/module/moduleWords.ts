// A module in words: the caption under its drawing, and what an output channel sees. Claims only what
// the paper says.
import { plural } from "../format.ts";
import { describeActivation } from "../../activations/list.ts";
import { kernelWords } from "../words.ts";
import type { Activation } from "../../activations/list.ts";
import type { ModulePlan } from "../../networks/plan.ts";

export interface Caption {
  readonly head: string;
  readonly body: string;
  /** Where the point is in the paper. */
  readonly paper: string;
}

export function caption(network: ModulePlan, activations: readonly Activation[]): Caption {
  const { width, module } = network;
  const { segments, order } = module;
  const seen = width / segments;
  const kernel = kernelWords(module.kernel);
  const mixing = `a 1×1 convolution mixes all ${width} channels`;
  const cut =
    segments === 1
      ? `one ${kernel} convolution sees all of them`
      : seen === 1
        ? `every channel has a ${kernel} convolution to itself`
        : `each segment has its own ${kernel} convolution, blind to the others`;
  return {
    head: upper(segmentWords(width, segments)),
    body: order === "pointwise-first" ? `${upper(mixing)}; then ${cut}.` : `${upper(cut)}; then ${mixing}.`,
    paper: inThePaper(network, activations),
  };
}

/** "16 segments of 3 channels", "one segment of 48 channels", "48 segments of one channel". */
export function segmentWords(width: number, segments: number): string {
  return `${plural(segments, "segment")} of ${plural(width / segments, "channel")}`;
}

function inThePaper({ width, module }: ModulePlan, activations: readonly Activation[]): string {
  const { segments, order, intermediateBatchNorm } = module;
  const reversed = order === "spatial-first";
  if (segments === 1)
    return `One end of the spectrum: a regular convolution, ${reversed ? "followed" : "preceded"} by a 1×1.`;
  if (segments === width && reversed) {
    if (intermediateBatchNorm || !activations.includes("none"))
      return "Figure 4 in the other order: a depthwise separable convolution, but with something in between.";
    const where = activations.length === 1 ? "with nothing in between" : "in the arm with nothing in between";
    return `Figure 4 in the other order: a depthwise separable convolution, and Xception’s own layer ${where}.`;
  }
  if (segments === width) return "Figure 4: the “extreme” Inception module, one spatial convolution per channel.";
  if (segments === 3 && !reversed)
    return (
      "Figure 3: a simplified Inception module as one large 1×1 and three " +
      "spatial convolutions. Figure 2 draws the same with a 1×1 for each."
    );
  if (segments === 4 && !reversed) return "Figure 3 with one segment more: the paper speaks of three or four.";
  if (segments < 3)
    return "Between a regular convolution and Figure 3. The paper leaves the points between to future work (§5).";
  return (
    `${reversed ? "In the other order, a point" : "A point"} between Figure 3 and Figure 4. ` +
    "The paper leaves these to future work (§5)."
  );
}

/** What is before and after the two convolutions. */
export function outsideWords({ activation, activationPlace, residual }: ModulePlan): {
  readonly before: string;
  readonly after: string;
} {
  const name = activation === "none" ? null : describeActivation(activation).words;
  const add = residual ? "add the input" : null;
  const tail = activationPlace === "before-add" ? [name, add] : activationPlace === "after-add" ? [add, name] : [add];
  return {
    before: activationPlace === "before-module" && name !== null ? `${name}, then ` : "",
    after: ["then batch norm", ...tail.filter((step) => step !== null)].join(", "),
  };
}

/** What output channel `channel` (from 0) sees. */
export function traceWords({ width, module }: ModulePlan, channel: number): string {
  const { segments, order, kernel } = module;
  const seen = width / segments;
  const who = `Output channel ${channel + 1}`;
  const spatial = `${kernelWords(kernel)} convolution`;
  if (order === "spatial-first")
    return `${who} sees all ${width} channels through the 1×1; the ${spatial} before it saw one segment at a time.`;
  const segment = Math.floor(channel / seen);
  const first = segment * seen + 1;
  const range =
    seen === 1
      ? `only channel ${first} of the mixed ones`
      : `channels ${first} to ${first + seen - 1} of the mixed ones`;
  const which = segments === 1 ? "" : ` (segment ${segment + 1} of ${segments})`;
  return (
    `${who} sees ${segments === 1 ? `all ${width} mixed channels` : range}${which} ` +
    `through the ${spatial}, and through the 1×1 all ${width} that come in.`
  );
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
