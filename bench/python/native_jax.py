"""The bench's tasks in JAX, jitted, channels last: XLA on one thread of the processor."""
import os

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from contender import SEEDS, Job, changes, class_labels, initial_parameters, numbers, sample_of, serve

LAYOUT = ("NHWC", "HWIO", "NHWC")


def about():
    return {"library": f"JAX {jax.__version__}, jit, {jax.devices()[0].platform}, one thread", "numpy": np.__version__}


def job_of(once, names):
    """once() gives a tuple of arrays, named."""
    state = {}

    def run():
        state["last"] = once()

    def settle():
        jax.block_until_ready(state.get("last", ()))

    return Job(run, settle, lambda: [sample_of(name, value) for name, value in zip(names, once())])


def convolution(task):
    shape = [task["batch"], task["size"], task["size"], task["channels"]]
    segments, kernel = task["segments"], task["kernel"]
    x, dy = jnp.asarray(numbers(shape, SEEDS["x"])), jnp.asarray(numbers(shape, SEEDS["dy"]))
    weights = jnp.asarray(numbers([kernel, kernel, task["channels"] // segments, task["channels"]], SEEDS["filter"]))

    def forward(a, b):
        return lax.conv_general_dilated(a, b, (1, 1), "SAME", dimension_numbers=LAYOUT, feature_group_count=segments)

    part = task["part"]
    if part == "forward":
        once = jax.jit(lambda a, b, c: (forward(a, b),))
    elif part == "input-gradient":
        once = jax.jit(lambda a, b, c: jax.vjp(lambda own: forward(own, b), a)[1](c))
    else:
        once = jax.jit(lambda a, b, c: jax.vjp(lambda own: forward(a, own), b)[1](c))
    return job_of(lambda: once(x, weights, dy), [part])


def normalise(x, scale, offset, epsilon):
    mean = jnp.mean(x, axis=(0, 1, 2))
    variance = jnp.var(x, axis=(0, 1, 2))
    y = (x - mean) * (lax.rsqrt(variance + epsilon) * (1.0 if scale is None else scale)) + offset
    return y, mean, variance


def batch_norm(task):
    shape = [task["batch"], task["size"], task["size"], task["channels"]]
    x, dy = jnp.asarray(numbers(shape, SEEDS["x"])), jnp.asarray(numbers(shape, SEEDS["dy"]))
    scale, offset = (jnp.asarray(numbers([task["channels"]], SEEDS[name])) for name in ("scale", "offset"))

    @jax.jit
    def once(a, b, c, d):
        y, back = jax.vjp(lambda own, factor, addend: jax.nn.relu(normalise(own, factor, addend, task["epsilon"])[0]), a, b, c)
        dx, dscale, doffset = back(d)
        return y, dx, doffset, dscale

    return job_of(lambda: once(x, scale, offset, dy), ["y", "dx", "doffset", "dscale"])


def move(parameters, velocities, gradients, decays, rate, momentum):
    """Lists in, lists out: v = momentum * v + g + decay * p, p = p - rate * v."""
    fresh = [momentum * v + g + decay * p for p, v, g, decay in zip(parameters, velocities, gradients, decays)]
    return [p - rate * v for p, v in zip(parameters, fresh)], fresh


def optimizer(task):
    sizes = task["sizes"]
    first = [jnp.asarray(numbers([size], SEEDS["firstParameter"] + index)) for index, size in enumerate(sizes)]
    gradients = [jnp.asarray(numbers([size], index)) for index, size in enumerate(sizes)]
    update = jax.jit(lambda ps, vs, gs: move(ps, vs, gs, [task["decay"]] * len(sizes), task["learningRate"], task["momentum"]), donate_argnums=(0, 1))
    state = {"p": first, "v": [jnp.zeros_like(each) for each in first]}

    def run():
        state["p"], state["v"] = update(state["p"], state["v"], gradients)

    def result():
        run()
        run()
        return [sample_of("parameters", np.concatenate([np.asarray(each) for each in state["p"]]))]

    return Job(run, lambda: jax.block_until_ready(state["p"]), result)


def network(graph, weights, images):
    """Logits, and each batch norm's mean and variance by the names of their moving averages."""
    values, statistics, last = {}, {}, images
    for node in graph["nodes"]:
        layer, name = node["layer"], node["name"]
        inputs = [values[each] for each in node["inputs"]]
        kind = layer["kind"]
        if kind == "input":
            last = images
        elif kind == "convolution":
            last = lax.conv_general_dilated(inputs[0], weights[f"{name}/filter"], layer["strides"], layer["padding"].upper(),
                                            dimension_numbers=LAYOUT, feature_group_count=layer["segments"])
        elif kind == "batchNorm":
            last, mean, variance = normalise(inputs[0], weights.get(f"{name}/scale"), weights[f"{name}/offset"], layer["epsilon"])
            statistics[f"{name}/movingMean"], statistics[f"{name}/movingVariance"] = (mean, layer["momentum"]), (variance, layer["momentum"])
        elif kind == "activation":
            last = {"relu": jax.nn.relu, "elu": jax.nn.elu, "none": lambda x: x}[layer["activation"]](inputs[0])
        elif kind == "add":
            last = inputs[0] + inputs[1]
        elif kind == "maxPool":
            last = lax.reduce_window(inputs[0], -jnp.inf, lax.max, (1, *layer["size"], 1), (1, *layer["strides"], 1), layer["padding"].upper())
        elif kind == "globalAveragePool":
            last = jnp.mean(inputs[0], axis=(1, 2))
        elif kind == "dense":
            last = inputs[0] @ weights[f"{name}/filter"][0, 0] + weights[f"{name}/bias"]
        else:
            raise ValueError(f"The bench's JAX network has no {kind}.")
        values[name] = last
    return last, statistics


def step(task):
    initial = initial_parameters(task["parameters"])
    trainable = [spec["name"] for spec in task["parameters"] if spec["trainable"]]
    pixels = numbers([task["batch"], *task["imageShape"]], SEEDS["images"], 2.0)
    labels = class_labels(task["batch"], SEEDS["labels"], task["classes"])

    def loss(weights, images, truth):
        logits, statistics = network(task["graph"], weights, images)
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), truth[:, None], axis=1)), statistics

    def update(weights, velocities, moving, images, truth):
        (value, statistics), gradients = jax.value_and_grad(loss, has_aux=True)(weights, images, truth)
        moved, fresh = move([weights[n] for n in trainable], [velocities[n] for n in trainable], [gradients[n] for n in trainable],
                            task["decays"], task["learningRate"], task["momentum"])
        kept = {name: moving[name] * keep + batch_value * (1 - keep) for name, (batch_value, keep) in statistics.items()}
        return value, dict(zip(trainable, moved)), dict(zip(trainable, fresh)), kept

    compiled = jax.jit(update, donate_argnums=(0, 1, 2))
    state = {
        "weights": {name: jnp.asarray(initial[name]) for name in trainable},
        "velocities": {name: jnp.zeros_like(initial[name]) for name in trainable},
        "moving": {name: jnp.asarray(value) for name, value in initial.items() if name not in trainable},
        "loss": jnp.zeros(()),
    }

    def run():
        state["loss"], state["weights"], state["velocities"], state["moving"] = compiled(
            state["weights"], state["velocities"], state["moving"], jnp.asarray(pixels), jnp.asarray(labels))

    def settle():
        jax.block_until_ready((state["loss"], state["weights"], state["moving"]))

    def result():
        losses = []
        for _ in range(task["checkSteps"]):
            run()
            losses.append(float(state["loss"]))
        return [sample_of("losses", losses), sample_of("changes", changes({**state["weights"], **state["moving"]}, initial))]

    return Job(run, settle, result)


TASKS = {"convolution": convolution, "batchNorm": batch_norm, "optimizer": optimizer, "step": step}

if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    serve(about, lambda task: TASKS[task["kind"]](task) if task["kind"] in TASKS else None)
