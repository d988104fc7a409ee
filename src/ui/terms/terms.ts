// The words of the field that a newcomer misreads, each explained in two sentences.

interface Explanation {
  readonly title: string;
  readonly words: string;
}

export const TERMS = {
  segment: {
    title: "Segment",
    words:
      "A group of channels with a spatial convolution of its own, which sees no others. One segment is a regular " +
      "convolution, one per channel a depthwise one; the point where the slider starts is no recommendation.",
  },
  arm: {
    title: "Arm",
    words:
      "One architecture in a comparison. All arms see the same pictures in the same order, so that a difference comes " +
      "from the architecture, or from chance.",
  },
  seed: {
    title: "Seed",
    words:
      "The number that decides the first weights, the order of the pictures and how they are shifted. The same seed " +
      "gives the same run again, bit for bit: a second opinion needs another seed.",
  },
  epoch: {
    title: "Epoch",
    words:
      "One pass over all training pictures, in an order of its own. After each, the network is tried on the validation " +
      "pictures: a point of its curve.",
  },
  validation: {
    title: "Validation",
    words:
      "Pictures that are not trained on, looked at after each epoch to follow the learning. They are not the result: " +
      "that is the test accuracy, at the end, on other pictures.",
  },
  training: {
    title: "Training accuracy",
    words:
      "How many of the pictures being learnt are recognised, before each step. Where it rises and validation does not, " +
      "a network learns its pictures by heart.",
  },
  test: {
    title: "Test",
    words:
      "Pictures that no training and no choice has seen, looked at once, when a run has ended. This is a run’s result.",
  },
  macroAccuracy: {
    title: "Macro accuracy",
    words:
      "The accuracy on each class first, then their mean, so that a class of few pictures counts as much as one of many. " +
      "Guessing among ten classes gives 10 %. After ± stands the standard error: how far it would vary with other " +
      "pictures to test on, the trained network being the same.",
  },
  linearModel: {
    title: "Linear model",
    words:
      "The simplest learner: it weighs each pixel by itself, with no convolution. What lies above its dotted line is " +
      "what a network adds.",
  },
  multiplyAdds: {
    title: "Multiply-adds",
    words:
      "Products that are added up for one picture: the arithmetic of a forward pass. Fewer of them, or fewer " +
      "parameters, need not mean faster: the table of runs has the images per second.",
  },
} as const satisfies Readonly<Record<string, Explanation>>;

export type TermId = keyof typeof TERMS;
