"""Writes src/kernels/golden/*.json: what Keras, JAX and Optax compute for the operations of
src/kernels, on small fixed inputs, for golden.test.ts to compare every engine with.

    python -m venv .cache/golden && .cache/golden/bin/pip install keras jax optax
    .cache/golden/bin/python scripts/golden/make_golden.py
"""
import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import keras
import numpy as np
import optax

OUT = Path(__file__).resolve().parents[2] / "src" / "kernels" / "golden"
SOURCE = f"Keras {keras.__version__} on JAX {jax.__version__}, Optax {optax.__version__}, CPU, float32"


def numbers(shape, seed, scale=1.0):
    """Normal numbers with two decimals, so that the files stay small."""
    drawn = np.random.default_rng(seed).normal(size=shape) * scale
    return np.round(drawn, 2).astype(np.float32)


def tensor(values):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": [short(v) for v in values.ravel()]}


def short(value):
    """The shortest decimal that gives back this float32; whole numbers without a point."""
    number = float(str(np.float32(value)))
    return int(number) if number.is_integer() else number


def write(name, cases):
    path = OUT / f"{name}.json"
    text = json.dumps({"source": SOURCE, "cases": cases}, separators=(",", ":"))
    path.write_text(text.replace('{"name"', '\n{"name"') + "\n")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")


def through(layer, x, seed, training=False):
    """y, dy and the gradients of x and of the layer's trainable weights, for a layer already built."""
    fixed = [v.value for v in layer.non_trainable_variables]

    def run(weights, x):
        y, _ = layer.stateless_call(weights, fixed, x, **({"training": True} if training else {}))
        return y

    y, back = jax.vjp(run, [v.value for v in layer.trainable_variables], jnp.asarray(x))
    dy = numbers(y.shape, seed)
    weights, dx = back(jnp.asarray(dy))
    return {"x": tensor(x), "y": tensor(y), "dy": tensor(dy), "dx": tensor(dx)}, weights


def convolutions():
    cases = []
    for at, (shape, kernel, out, segments, strides, pad) in enumerate([
        ((1, 4, 3, 4), (3, 3), 6, 2, (1, 1), "same"),
        ((1, 4, 5, 3), (3, 3), 6, 3, (2, 2), "same"),
        ((1, 5, 4, 4), (3, 3), 2, 2, (2, 2), "valid"),
        ((1, 4, 5, 3), (1, 3), 6, 3, (1, 1), "valid"),
    ]):
        layer = keras.layers.Conv2D(out, kernel, strides=strides, padding=pad, groups=segments, use_bias=False)
        layer.build(shape)
        layer.kernel.assign(numbers(layer.kernel.shape, 10 + at))
        found, (dfilter,) = through(layer, numbers(shape, at), 20 + at)
        cases.append({"name": f"grouped {at}", "segments": segments, "strides": strides, "pad": pad,
                      "filter": tensor(layer.kernel.value), "dfilter": tensor(dfilter), **found})
    for at, (shape, strides, pad) in enumerate([((1, 4, 3, 5), (1, 1), "same"), ((1, 5, 6, 3), (2, 2), "same")]):
        layer = keras.layers.DepthwiseConv2D((3, 3), strides=strides, padding=pad, use_bias=False)
        layer.build(shape)
        layer.kernel.assign(numbers(layer.kernel.shape, 40 + at))
        found, (dfilter,) = through(layer, numbers(shape, 30 + at), 50 + at)
        turned = lambda kernel: tensor(np.asarray(kernel).transpose(0, 1, 3, 2))  # Keras has [kh, kw, C, 1]
        cases.append({"name": f"depthwise {at}", "segments": shape[3], "strides": strides, "pad": pad,
                      "filter": turned(layer.kernel.value), "dfilter": turned(dfilter), **found})
    write("convolution", cases)


# A new activation is added at the end: what stands before keeps its numbers.
ACTIVATIONS = {
    "none": lambda x: x,
    "relu": keras.ops.relu,
    "elu": keras.ops.elu,
    "gelu": lambda x: keras.ops.gelu(x, approximate=False),
    "silu": keras.ops.silu,
}


def activations():
    cases = []
    for at, (name, act) in enumerate(ACTIVATIONS.items()):
        x, dy = numbers((41,), 140 + at, 2.5), numbers((41,), 160 + at)
        y, back = jax.vjp(act, jnp.asarray(x))
        cases.append({"name": name, "x": tensor(x), "y": tensor(y), "dy": tensor(dy), "dx": tensor(back(jnp.asarray(dy))[0])})
    write("activation", cases)


def batch_norms():
    cases = []
    for at, (shape, scale, activation) in enumerate([
        ((3, 2, 2, 5), True, "none"), ((2, 3, 2, 4), False, "relu"), ((4, 2, 1, 6), True, "elu"), ((16, 3), True, "relu"),
        *(((4, 2, 1, 6), True, later) for later in list(ACTIVATIONS)[3:]),
    ]):
        norm = keras.layers.BatchNormalization(scale=scale, epsilon=1e-3)
        norm.build((None, *shape[1:]))
        if scale:
            norm.gamma.assign(np.round(numbers((shape[-1],), 70 + at) + 1, 2))
        norm.beta.assign(numbers((shape[-1],), 80 + at, 0.5))
        act = ACTIVATIONS[activation]

        class Fused(keras.layers.Layer):
            def __init__(self):
                super().__init__()
                self.norm = norm
                self.built = True

            def call(self, x, training=False):
                return act(self.norm(x, training=training))

        x = np.round(numbers(shape, 60 + at, 2) + 3, 2)
        found, gradients = through(Fused(), x, 90 + at, training=True)
        axes = tuple(range(len(shape) - 1))
        cases.append({"name": f"batch norm {at}", "epsilon": 1e-3, "activation": activation, **found,
                      **({"scale": tensor(norm.gamma.value), "dscale": tensor(gradients[0])} if scale else {}),
                      "offset": tensor(norm.beta.value), "doffset": tensor(gradients[-1]),
                      "mean": tensor(x.mean(axes)), "variance": tensor(x.var(axes))})
    write("batchNorm", cases)


def poolings():
    cases = []
    for at, (kind, shape, size, strides, pad) in enumerate([
        ("max", (1, 5, 4, 3), (2, 2), (2, 2), "same"), ("max", (1, 6, 5, 2), (3, 3), (2, 2), "same"),
        ("max", (1, 5, 5, 2), (3, 3), (1, 1), "valid"), ("average", (1, 5, 4, 3), (3, 3), (1, 1), "same"),
        ("average", (1, 6, 5, 2), (3, 3), (2, 2), "same"), ("average", (1, 5, 5, 2), (2, 2), (2, 2), "valid"),
    ]):
        make = keras.layers.MaxPooling2D if kind == "max" else keras.layers.AveragePooling2D
        found, _ = through(make(size, strides=strides, padding=pad), numbers(shape, 100 + at), 110 + at)
        cases.append({"name": f"{kind} {at}", "kind": kind, "size": size, "strides": strides, "pad": pad, **found})
    write("pooling", cases)


def losses():
    logits, labels = numbers((4, 5), 120, 3), np.array([0, 4, 2, 2])
    dloss = numbers((4,), 121)
    loss, back = jax.vjp(lambda z: keras.losses.sparse_categorical_crossentropy(labels, z, from_logits=True), jnp.asarray(logits))
    write("softmaxCrossEntropy", [{
        "name": "sparse labels", "logits": tensor(logits), "labels": labels.tolist(), "loss": tensor(loss),
        "probabilities": tensor(keras.ops.softmax(logits)), "dloss": tensor(dloss), "dlogits": tensor(back(jnp.asarray(dloss))[0])}])


def optimizers():
    start, steps = numbers((7,), 130), 4
    gradients = [numbers((7,), 131 + t) for t in range(steps)]
    cases = []

    def case(name, walk, **settings):
        cases.append({"name": name, **settings, "start": tensor(start), "gradients": [tensor(g) for g in gradients], "after": [tensor(p) for p in walk]})

    parameter = keras.Variable(start)
    sgd = keras.optimizers.SGD(learning_rate=0.1, momentum=0.9)
    walk = []
    for g in gradients:
        sgd.apply([jnp.asarray(g)], [parameter])
        walk.append(np.array(parameter.value))
    case("Keras SGD with momentum", walk, method="sgd", learningRate=0.1, momentum=0.9, decay=0)

    def optax_walk(optimizer):
        p, walk = jnp.asarray(start), []
        state = optimizer.init(p)
        for g in gradients:
            updates, state = optimizer.update(jnp.asarray(g), state, p)
            p = optax.apply_updates(p, updates)
            walk.append(np.array(p))
        return walk

    case("Optax SGD with momentum and L2", optax_walk(optax.chain(optax.add_decayed_weights(0.05), optax.sgd(0.1, momentum=0.9))),
         method="sgd", learningRate=0.1, momentum=0.9, decay=0.05)
    case("Optax Adam", optax_walk(optax.adam(0.05, b1=0.9, b2=0.99, eps=1e-7)),
         method="adam", learningRate=0.05, beta1=0.9, beta2=0.99, epsilon=1e-7, decay=0)
    case("Optax Adam with L2", optax_walk(optax.chain(optax.add_decayed_weights(0.1), optax.adam(0.05, b1=0.9, b2=0.999, eps=1e-7))),
         method="adam", learningRate=0.05, beta1=0.9, beta2=0.999, epsilon=1e-7, decay=0.1)
    write("optimizer", cases)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    convolutions()
    activations()
    batch_norms()
    poolings()
    losses()
    optimizers()
