"""The bench's tasks in PyTorch, f32 with TF32 off, channels first: on CUDA where it is there,
else on one thread of the processor. Eager, or with BENCH_CUDA_GRAPHS=1 a training step that is
captured once and replayed. Changing the layout is not timed."""
import os

import numpy as np
import torch
import torch.nn.functional as F

from contender import SEEDS, Job, changes, class_labels, initial_parameters, numbers, sample_of, serve

CUDA = torch.cuda.is_available()
DEVICE = torch.device("cuda" if CUDA else "cpu")
GRAPHS = os.environ.get("BENCH_CUDA_GRAPHS") == "1"
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True
torch.set_num_threads(1)


def about():
    if GRAPHS and not CUDA:
        raise RuntimeError("CUDA graphs need CUDA")
    device = torch.cuda.get_device_name(0) if CUDA else "processor, one thread"
    return {"library": f"PyTorch {torch.__version__}, {'CUDA graphs' if GRAPHS else 'eager'}, TF32 off", "device": device}


def settle():
    if CUDA:
        torch.cuda.synchronize()


def held(values):
    """A copy: on the processor a tensor would share the array's memory, and training would change both."""
    return torch.from_numpy(np.array(values, order="C")).to(DEVICE)


def image(values):
    """[B, H, W, C] to [B, C, H, W]."""
    return held(values.transpose(0, 3, 1, 2))


def filter_of(values):
    """[kh, kw, in, out] to [out, in, kh, kw]."""
    return held(values.transpose(3, 2, 0, 1))


def plain(values):
    return held(values)


def as_image(x):
    return x.detach().permute(0, 2, 3, 1).cpu().numpy()


def as_filter(x):
    return x.detach().permute(2, 3, 1, 0).cpu().numpy()


def job_of(once, result):
    return Job(once, settle, result)


def convolution(task):
    shape = [task["batch"], task["size"], task["size"], task["channels"]]
    segments, kernel = task["segments"], task["kernel"]
    x, dy = image(numbers(shape, SEEDS["x"])), image(numbers(shape, SEEDS["dy"]))
    weights = filter_of(numbers([kernel, kernel, task["channels"] // segments, task["channels"]], SEEDS["filter"]))
    padding, part = kernel // 2, task["part"]

    def gradient(of_input):
        found = torch.ops.aten.convolution_backward(dy, x, weights, None, [1, 1], [padding, padding], [1, 1], False, [0, 0], segments, [of_input, not of_input, False])
        return found[0] if of_input else found[1]

    def once():
        if part == "forward":
            return F.conv2d(x, weights, padding=padding, groups=segments)
        return gradient(part == "input-gradient")

    return job_of(once, lambda: [sample_of(part, (as_filter if part == "filter-gradient" else as_image)(once()))])


def batch_norm(task):
    shape = [task["batch"], task["size"], task["size"], task["channels"]]
    x, dy = image(numbers(shape, SEEDS["x"])).requires_grad_(), image(numbers(shape, SEEDS["dy"]))
    scale, offset = (plain(numbers([task["channels"]], SEEDS[name])).requires_grad_() for name in ("scale", "offset"))

    def once():
        y = F.relu(F.batch_norm(x, None, None, scale, offset, training=True, eps=task["epsilon"]))
        return (y, *torch.autograd.grad(y, (x, offset, scale), dy))

    def result():
        y, dx, doffset, dscale = once()
        return [sample_of("y", as_image(y)), sample_of("dx", as_image(dx)), sample_of("doffset", doffset.cpu()), sample_of("dscale", dscale.cpu())]

    return job_of(once, result)


def optimizer(task):
    parameters = [plain(numbers([size], SEEDS["firstParameter"] + index)).requires_grad_() for index, size in enumerate(task["sizes"])]
    for index, parameter in enumerate(parameters):
        parameter.grad = plain(numbers([parameter.numel()], index))
    own = torch.optim.SGD(parameters, lr=task["learningRate"], momentum=task["momentum"], weight_decay=task["decay"])

    def result():
        own.step()
        own.step()
        return [sample_of("parameters", np.concatenate([each.detach().cpu().numpy() for each in parameters]))]

    return job_of(own.step, result)


def same(size, kernel, stride):
    """What TensorFlow's "same" adds before and after."""
    whole = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return whole // 2, whole - whole // 2


def convolve(x, weights, layer):
    if layer["padding"] == "valid":
        return F.conv2d(x, weights, stride=tuple(layer["strides"]), groups=layer["segments"])
    (top, bottom), (left, right) = (same(x.shape[2 + axis], layer["kernel"][axis], layer["strides"][axis]) for axis in (0, 1))
    if top == bottom and left == right:
        return F.conv2d(x, weights, stride=tuple(layer["strides"]), padding=(top, left), groups=layer["segments"])
    return F.conv2d(F.pad(x, (left, right, top, bottom)), weights, stride=tuple(layer["strides"]), groups=layer["segments"])


def network(graph, weights, moving, images):
    values, last = {}, images
    for node in graph["nodes"]:
        layer, name = node["layer"], node["name"]
        inputs = [values[each] for each in node["inputs"]]
        kind = layer["kind"]
        if kind == "input":
            last = images
        elif kind == "convolution":
            last = convolve(inputs[0], weights[f"{name}/filter"], layer)
        elif kind == "batchNorm":
            last = F.batch_norm(inputs[0], moving[f"{name}/movingMean"], moving[f"{name}/movingVariance"], weights.get(f"{name}/scale"),
                                weights[f"{name}/offset"], training=True, momentum=1 - layer["momentum"], eps=layer["epsilon"])
        elif kind == "activation":
            last = {"relu": F.relu, "elu": F.elu, "none": lambda x: x}[layer["activation"]](inputs[0])
        elif kind == "add":
            last = inputs[0] + inputs[1]
        elif kind == "maxPool":
            last = F.max_pool2d(inputs[0], tuple(layer["size"]), tuple(layer["strides"]))
        elif kind == "globalAveragePool":
            last = inputs[0].mean(dim=(2, 3))
        elif kind == "dense":
            last = F.linear(inputs[0], weights[f"{name}/filter"].flatten(1), weights[f"{name}/bias"])
        else:
            raise ValueError(f"The bench's PyTorch network has no {kind}.")
        values[name] = last
    return last


def step(task):
    specs = task["parameters"]
    initial = initial_parameters(specs)
    tensors = {spec["name"]: (filter_of if spec["role"] == "filter" else plain)(initial[spec["name"]]) for spec in specs}
    trainable = [spec["name"] for spec in specs if spec["trainable"]]
    weights = {name: tensors[name].requires_grad_() for name in trainable}
    moving = {name: value for name, value in tensors.items() if name not in weights}
    groups = [{"params": [weights[name] for name, decay in zip(trainable, task["decays"]) if decay == wanted], "weight_decay": wanted} for wanted in sorted(set(task["decays"]))]
    own = torch.optim.SGD(groups, lr=task["learningRate"], momentum=task["momentum"])
    # On the host, because a step begins with its upload.
    pixels = torch.from_numpy(np.ascontiguousarray(numbers([task["batch"], *task["imageShape"]], SEEDS["images"], 2.0).transpose(0, 3, 1, 2)))
    labels = torch.from_numpy(class_labels(task["batch"], SEEDS["labels"], task["classes"]).astype(np.int64))
    images, truth = pixels.to(DEVICE), labels.to(DEVICE)
    state = {}

    def work():
        loss = F.cross_entropy(network(task["graph"], weights, moving, images), truth)
        own.zero_grad(set_to_none=not GRAPHS)
        loss.backward()
        own.step()
        state["loss"] = loss.detach()

    def run():
        images.copy_(pixels, non_blocking=True)
        truth.copy_(labels, non_blocking=True)
        if "graph" in state:
            state["graph"].replay()
        else:
            work()

    def capture():
        """After the numbers were taken: its warm-up moves the parameters."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                work()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            work()
        state["graph"] = graph

    def biased(after):
        """PyTorch averages the unbiased variance; the lab, as Keras, the biased one: the difference is taken out before comparing."""
        corrected = {}
        sizes = output_sizes(task["graph"], task["imageShape"])
        for node in task["graph"]["nodes"]:
            if node["layer"]["kind"] != "batchNorm":
                continue
            count = task["batch"] * sizes[node["name"]][0] * sizes[node["name"]][1]
            kept = node["layer"]["momentum"] ** task["checkSteps"]
            name = f"{node['name']}/movingVariance"
            corrected[name] = (after[name] - kept) * (count - 1) / count + kept
        return {**after, **corrected}

    def result():
        losses = []
        for _ in range(task["checkSteps"]):
            run()
            losses.append(float(state["loss"]))
        roles = {spec["name"]: spec["role"] for spec in specs}
        after = {name: as_filter(tensors[name]) if roles[name] == "filter" else tensors[name].detach().cpu().numpy() for name in initial}
        samples = [sample_of("losses", losses), sample_of("changes", changes(biased(after), initial))]
        if GRAPHS:
            capture()
        return samples

    return Job(run, settle, result)


def output_sizes(graph, image_shape):
    """[height, width] of each node's output, as far as there is one."""
    sizes = {}
    for node in graph["nodes"]:
        layer, before = node["layer"], [sizes.get(name) for name in node["inputs"]]
        if layer["kind"] == "input":
            sizes[node["name"]] = image_shape[:2]
        elif layer["kind"] in ("convolution", "maxPool", "averagePool") and layer["padding"] == "same":
            sizes[node["name"]] = [-(-side // stride) for side, stride in zip(before[0], layer["strides"])]
        else:
            sizes[node["name"]] = before[0]
    return sizes


TASKS = {"convolution": convolution, "batchNorm": batch_norm, "optimizer": optimizer, "step": step}

if __name__ == "__main__":
    # A graph pays for many kernels: single ones are measured eagerly.
    kinds = {"step"} if GRAPHS else set(TASKS)
    serve(about, lambda task: TASKS[task["kind"]](task) if task["kind"] in kinds else None)
