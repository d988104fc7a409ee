// Which engine trains and why, with a way to choose another.
import { useId } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger, Heading } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Label, Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { EngineState } from "../../lab/state.ts";
import type { EngineChoice } from "../../run/commands.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { engineWords } from "../words.ts";
import "./EngineBadge.css";

const CHOICES: readonly { readonly value: EngineChoice; readonly label: string; readonly help: string }[] = [
  { value: "auto", label: "Choose for me", help: "a hardware GPU if there is one, else WebAssembly" },
  { value: "webgpu", label: "WebGPU", help: "also where the adapter is software, which is slow" },
  { value: "wasm", label: "WebAssembly", help: "the processor’s vector instructions, one worker per arm" },
  { value: "cpu", label: "Plain JavaScript", help: "works everywhere; very slow" },
];

export function EngineBadge() {
  const lab = useLab();
  const engine = useLabState((state) => state.engine);
  const note = useId();
  const more = badgeDetail(engine);
  return (
    <DialogTrigger>
      <Button className="engine" aria-describedby={note}>
        <i
          className={`engine-light engine-${engine.problem !== null ? "missing" : engine.info ? "ready" : "asked"}`}
          aria-hidden
        />
        <span className="engine-words">
          {badgeName(engine)}
          {more && <span className="engine-more"> · {more}</span>}
        </span>
      </Button>
      <span id={note} hidden>
        Engine that trains. Opens a choice of engines.
      </span>
      <Popover className="engine-popover" placement="bottom end">
        <Dialog>
          <Heading slot="title" level={2}>
            Engine
          </Heading>
          {engine.info && (
            <p>
              {engineWords[engine.info.name]} on {engine.info.adapter}.{" "}
              <span className="soft">{engine.info.reason}</span>
            </p>
          )}
          {engine.problem !== null && <p>{engine.problem}</p>}
          <RadioGroup value={engine.choice} onChange={(value) => choose(value, lab.chooseEngine)}>
            <Label className="field-label">Train with</Label>
            {CHOICES.map(({ value, label, help }) => (
              <Radio key={value} value={value} className="engine-choice">
                <span className="engine-dot" aria-hidden />
                <span>
                  {label} <small className="soft">{help}</small>
                </span>
              </Radio>
            ))}
          </RadioGroup>
          <p className="help">Runs that train now stay where they are; the next ones take the new engine.</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function badgeName({ info, problem }: EngineState): string {
  if (problem !== null) return "no engine";
  return info ? engineWords[info.name] : "looking for an engine…";
}

/** Empty where there is nothing more to say. */
function badgeDetail({ info, problem, hardwareGpu }: EngineState): string {
  if (problem !== null || !info) return "";
  if (info.name === "webgpu") return info.adapter;
  return hardwareGpu ? "" : "no GPU found";
}

function choose(value: string, chooseEngine: (choice: EngineChoice) => void): void {
  const choice = CHOICES.find((each) => each.value === value);
  if (choice) chooseEngine(choice.value);
}
