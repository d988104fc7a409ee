// Everything the WebAssembly module exports, one line an operation.
export { fill } from "./fill.as";
export { packFilter } from "../groupedConv2d/pack.as";
export { convolvePointwise, convolveWide } from "../groupedConv2d/wide.as";
export { filterGradientWide } from "../groupedConv2d/filterGradient.as";
export { biasAdd, biasAddGrad } from "../biasAdd/biasAdd.as";
export { activation, activationGrad } from "../activation/activation.as";
export { batchNormMoments } from "../batchNormActivation/moments.as";
export { batchNormApply } from "../batchNormActivation/apply.as";
export { batchNormGradSums, batchNormGradOfX } from "../batchNormActivation/gradient.as";
export { pool2d, pool2dGrad } from "../pooling/windows.as";
export { globalAveragePool, globalAveragePoolGrad } from "../pooling/globalAverage.as";
export { softmaxCrossEntropy, softmaxCrossEntropyGrad } from "../softmaxCrossEntropy/softmaxCrossEntropy.as";
export { sgdStep, adamStep } from "../optimizer/optimizer.as";
export { convolveNarrow, packNarrow } from "../groupedConv2d/narrow.as";
export { filterGradientNarrow } from "../groupedConv2d/narrowFilterGradient.as";
export { batchMean, batchMeanGrad } from "../batchMean/batchMean.as";
export { moveAverage } from "../movingAverages/movingAverages.as";
export { addArrays, multiplyArrays } from "../elementwise/elementwise.as";
