"""Lists the layers of Keras's own networks, so that the lab's graphs can be checked against them.

Prints JSON: for each network its totals, and how often each line "kind height×width×channels parameters"
occurs among its layers. A separable convolution counts as its two convolutions. Run it, with the packages
keras and jax installed (no weights are downloaded), from the repository's root:

    KERAS_BACKEND=jax python scripts/golden/kerasNetworks.py > src/networks/fixtures/kerasNetworks.json
"""

import json
from collections import Counter
from math import prod

import keras
from keras import applications, layers

NETWORKS = {
    "xception": applications.Xception,
    "inceptionV3": applications.InceptionV3,
    "resnet50": applications.ResNet50,
    "resnet152": applications.ResNet152,
    "vgg16": applications.VGG16,
}

KINDS = {
    layers.Conv2D: "convolution",
    layers.BatchNormalization: "batchNorm",
    layers.MaxPooling2D: "maxPool",
    layers.AveragePooling2D: "averagePool",
    layers.GlobalAveragePooling2D: "globalAveragePool",
    layers.Dense: "dense",
    layers.Flatten: "flatten",
    layers.Add: "add",
    layers.Concatenate: "concatenate",
    layers.ZeroPadding2D: "zeroPad",
}

# Activations are left out, because Keras includes some of them in the layer before.
LEFT_OUT = (layers.InputLayer, layers.Activation)


def lines(layer):
    """(kind, output shape, parameters, multiply-adds) of each of the lab's nodes that make up a Keras layer."""
    shape = layer.output.shape[1:]
    weights = sum(prod(weight.shape) for weight in layer.weights)
    if isinstance(layer, layers.SeparableConv2D):
        inner = layer.input.shape[-1] * layer.depth_multiplier
        depthwise, pointwise = (prod(weight.shape) for weight in layer.weights)
        positions = prod(shape[:-1])
        yield "convolution", (*shape[:-1], inner), depthwise, depthwise * positions
        yield "convolution", shape, pointwise, pointwise * positions
    elif isinstance(layer, (layers.Conv2D, layers.Dense)):
        yield KINDS[type(layer)], shape, weights, prod(layer.kernel.shape) * prod(shape[:-1])
    else:
        yield KINDS[type(layer)], shape, weights, 0


def describe(model):
    found = [line for layer in model.layers if not isinstance(layer, LEFT_OUT) for line in lines(layer)]
    counted = Counter(f"{kind} {'×'.join(map(str, shape))} {weights}" for kind, shape, weights, _ in found)
    trainable = sum(prod(weight.shape) for weight in model.trainable_weights)
    return {
        "parameters": model.count_params(),
        "trainableParameters": trainable,
        "multiplyAdds": sum(line[3] for line in found),
        "layers": dict(sorted(counted.items())),
    }


networks = {name: describe(build(weights=None)) for name, build in NETWORKS.items()}
print(json.dumps({"keras": keras.__version__, **networks}, indent=1, ensure_ascii=False))
