"""What contenders in Python share: the loop that answers questions in lines of JSON, the
formula of the numbers, and the samples that results are compared by."""
import json
import os
import sys
import time

import numpy as np

SEEDS = {"x": 1, "dy": 2, "filter": 3, "scale": 4, "offset": 5, "images": 6, "labels": 8, "firstParameter": 100}
SAMPLE_SIZE = 512


def hashes(index, seed):
    """32 bits that look random, from indices and a seed, as hash() in numbers.ts."""
    with np.errstate(over="ignore"):
        h = np.asarray(index, dtype=np.uint32) * np.uint32(0x9E3779B1)
        h = h ^ np.uint32((seed * 0x85EBCA6B) & 0xFFFFFFFF)
        h = (h ^ (h >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
        h = (h ^ (h >> np.uint32(12))) * np.uint32(0x297A2D39)
        return h ^ (h >> np.uint32(15))


def numbers(shape, seed, reach=1.0):
    """Numbers from -reach to reach."""
    bits = hashes(np.arange(int(np.prod(shape)), dtype=np.uint32), seed) >> np.uint32(8)
    return ((bits.astype(np.float64) / 8388608 - 1) * reach).astype(np.float32).reshape(shape)


def class_labels(length, seed, classes):
    return ((hashes(np.arange(length, dtype=np.uint32), seed) >> np.uint32(8)) % np.uint32(classes)).astype(np.int32)


def sample_of(name, values):
    values = np.asarray(values, dtype=np.float32).reshape(-1)
    length = values.size
    positions = np.arange(length) if length <= SAMPLE_SIZE else hashes(np.arange(SAMPLE_SIZE, dtype=np.uint32), 7) % np.uint32(length)
    return {"name": name, "length": int(length), "values": [float(value) for value in values[positions]]}


def initial_parameters(parameters):
    """By name, in order: filters uniform within sqrt(6 / fan-in), scales and variances 1, the rest 0."""
    first = {}
    for index, spec in enumerate(parameters):
        if spec["role"] == "filter":
            first[spec["name"]] = numbers(spec["shape"], SEEDS["firstParameter"] + index, np.sqrt(6 / spec["fanIn"]))
        else:
            first[spec["name"]] = np.full(spec["shape"], 1.0 if spec["role"] in ("scale", "movingVariance") else 0.0, dtype=np.float32)
    return first


def changes(after, initial):
    """after, initial: arrays by name, in the order of initial."""
    return np.concatenate([(np.asarray(after[name]) - initial[name]).reshape(-1) for name in initial])


class Job:
    """A task that stands ready. run starts it, settle waits for its end, result gives samples once."""

    def __init__(self, run, settle, result, way=""):
        self.run, self.settle, self.result, self.way = run, settle, result, way


def serve(about, prepare):
    """Answers until standard input ends. prepare(task) gives a Job, or None for what cannot be done."""
    jobs = {}
    # What a library prints goes to standard error; standard output is for answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def timed(job, repeats):
        job.settle()
        start = time.perf_counter()
        for _ in range(repeats):
            job.run()
        job.settle()
        return (time.perf_counter() - start) * 1000 / repeats

    def answer(question):
        ask = question["ask"]
        if ask == "open":
            return about()
        if ask == "prepare":
            job = prepare(question["task"])
            if job is None:
                return None
            jobs[question["job"]] = job
            return {"samples": job.result(), "way": job.way}
        if ask == "time":
            return timed(jobs[question["job"]], question["repeats"])
        if ask == "release":
            del jobs[question["job"]]
            return True
        return None

    for line in sys.stdin:
        question = json.loads(line)
        try:
            reply = {"id": question["id"], "value": answer(question)}
        except Exception as error:  # Reported to whoever asked; the next question may still be answered.
            reply = {"id": question["id"], "error": f"{type(error).__name__}: {error}"[:500]}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()
