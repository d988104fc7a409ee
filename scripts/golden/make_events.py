"""Writes src/study/exports/golden/events.json: an event file as TensorBoard's own code writes it, and reads it again.

    python -m venv .cache/golden && .cache/golden/bin/pip install tensorboard "setuptools<81"
    .cache/golden/bin/python scripts/golden/make_events.py

With the path of a folder, prints what TensorBoard reads there instead, one line per run and tag:

    .cache/golden/bin/python scripts/golden/make_events.py FOLDER
"""
import base64
import io
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from tensorboard import version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

OUT = Path(__file__).resolve().parents[2] / "src" / "study" / "exports" / "golden" / "events.json"
EVENTS = [
    {"step": 0, "scalars": {"loss/validation": 2.3025851, "accuracy/validation": 0.1}},
    {"step": 1, "scalars": {"loss/train": 2.25}},
    {"step": 127, "scalars": {"loss/train": 0.0}},
    {"step": 128, "scalars": {"loss/train": -1.5e-30}},
    {"step": 300, "scalars": {"loss/test": 1e30, "accuracy/test": 1.0}},
    {"step": 5_000_000_000, "scalars": {"κ": 0.3333}},
]


def written():
    file = io.BytesIO()
    writer = RecordWriter(file)
    writer.write(Event(file_version="brain.Event:2").SerializeToString())
    for event in EVENTS:
        values = [Summary.Value(tag=tag, simple_value=value) for tag, value in event["scalars"].items()]
        writer.write(Event(step=event["step"], summary=Summary(value=values)).SerializeToString())
    return file.getvalue()


def check(content):
    """TensorBoard reads what was to be written."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "events.out.tfevents.0.golden").write_bytes(content)
        accumulator = EventAccumulator(folder)
        accumulator.Reload()
        for tag in {tag for event in EVENTS for tag in event["scalars"]}:
            found = [(scalar.step, scalar.value) for scalar in accumulator.Scalars(tag)]
            wanted = [(each["step"], float(np.float32(each["scalars"][tag]))) for each in EVENTS if tag in each["scalars"]]
            assert found == wanted, (tag, found, wanted)


def tell(folder):
    multiplexer = EventMultiplexer().AddRunsFromDirectory(folder)
    multiplexer.Reload()
    for run, tags in sorted(multiplexer.Runs().items()):
        for tag in sorted(tags["scalars"]):
            scalars = multiplexer.Scalars(run, tag)
            print(run, tag, len(scalars), "last", scalars[-1].step, scalars[-1].value)


if len(sys.argv) > 1:
    tell(sys.argv[1])
else:
    content = written()
    check(content)
    golden = {"source": f"TensorBoard {version.VERSION}", "events": EVENTS, "file": base64.b64encode(content).decode()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(golden, ensure_ascii=False, indent=2) + "\n")
