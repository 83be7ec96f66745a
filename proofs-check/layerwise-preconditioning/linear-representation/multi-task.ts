import { grid, identityClaim, orderingClaim } from "asymptopia";
import { multiTaskExperiment } from "asymptopia/simulation";
import { paper } from "../paper.ts";

const source = { reference: `Appendix B.3 of ${paper}, equations (20)–(23)`, status: "reconstructed" } as const;

const tasks =
  "tasks $t = 1, \\dots, T$ with heads $F_{\\star t}$ of $d_Y$ rows on one $G_\\star$ of $k = 4$, and inputs of covariance $\\Sigma_t$";

const assumptions = [tasks, "no label noise", "$\\sum_tF_t^\\top F_t$ has full rank; $\\eta_F = 1$"];

const base = { condition: [10], distance: [0.6] };

/** Fewer outputs than features, on finite batches and at the population. */
const fewOutputs = { tasks: [6], outputs: [1, 2], ...base };

export const outside = identityClaim({
  id: "lp/multi-task",
  title: "Two-stage preconditioning learns from tasks with fewer outputs than features",
  statement:
    "With $D_t = \\nabla_GL_t(F_t, G)\\widehat\\Sigma_t^{-1}$ from each task and $P = \\frac1T\\sum_tF_t^\\top F_t$ at the centre, $\\bar G = G - \\eta P^{-1}\\frac1T\\sum_tD_t$ has $\\bar GP_\\perp = (1-\\eta)GP_\\perp$ exactly, for $d_Y < k$ and different $\\Sigma_t$ as well, and at every $n > d$: as KFAC has it on one task.",
  assumptions,
  source,
  experiment: multiTaskExperiment,
  grid: [
    ...grid({ ...fewOutputs, samplesPerInput: [0, 3], eta: [0.5] }),
    ...grid({ tasks: [6], outputs: [1], ...base, samplesPerInput: [3], eta: [1] }),
  ],
  sizes: [12],
  atBudget: { quick: { grid: grid({ tasks: [6], outputs: [1], ...base, samplesPerInput: [3], eta: [0.5, 1] }) } },
  test: {
    discrepancy: "outsideDifference",
    scale: "outsideScale",
    condition: "outsideAmplification",
    // The proven 10d + 3·2 + 16·4 + 40 + T of the experiment at d = 12, T = 6 is 236.
    factor: 240,
    resolution: 1e-5,
  },
});

export const noLeftInverse = identityClaim({
  id: "lp/multi-task/no-left-inverse",
  title: "A task with fewer outputs than features has no left factor of its own",
  statement: "$F_t^\\top F_t$ is singular for $d_Y < k$: none of the tasks could precondition by itself.",
  assumptions,
  source,
  experiment: multiTaskExperiment,
  grid: grid({ tasks: [6], outputs: [1, 3], ...base, samplesPerInput: [3], eta: [1] }),
  sizes: [12],
  atBudget: { quick: { grid: grid({ tasks: [6], outputs: [1], ...base, samplesPerInput: [3], eta: [1] }) } },
  // FᵀF and its eigenvalues: (d_Y + 1) + 10k = 44.
  test: { discrepancy: "smallestOfTask", scale: "taskScale", factor: 50 },
  controls: [
    {
      id: "enough-outputs",
      why: "$d_Y = k$",
      expected: "refuted",
      grid: grid({ tasks: [6], outputs: [4], ...base, samplesPerInput: [3], eta: [1] }),
    },
  ],
});

export const oneTask = identityClaim({
  id: "lp/multi-task/one-task",
  title: "Two-stage preconditioning on one task is algorithm (8)",
  statement: "For $T = 1$ and $d_Y \\ge k$, $\\bar G$ is that of algorithm (8) with both preconditioners.",
  assumptions,
  source,
  experiment: multiTaskExperiment,
  grid: grid({ tasks: [1], outputs: [8], ...base, samplesPerInput: [0, 3], eta: [0.5, 1] }),
  sizes: [12],
  atBudget: { quick: { grid: grid({ tasks: [1], outputs: [8], ...base, samplesPerInput: [3], eta: [0.5, 1] }) } },
  test: {
    discrepancy: "singleDifference",
    scale: "norm",
    condition: "amplification",
    // That of the first claim with d_Y = 8 and T = 1 is 249, on either side.
    factor: 500,
    resolution: 1e-5,
  },
  controls: [
    {
      id: "two-tasks",
      why: "two tasks: the centre's step is not the first task's own",
      expected: "refuted",
      grid: grid({ tasks: [2], outputs: [8], ...base, samplesPerInput: [3], eta: [0.5] }),
    },
  ],
});

export const minMin = identityClaim({
  id: "lp/multi-task/min-min",
  title: "A full step of two-stage preconditioning is the min–min step, where all inputs have one covariance",
  statement:
    "At $\\eta = 1$ two-stage preconditioning gives the solution of $\\sum_tF_t^\\top F_tG\\widehat\\Sigma_t = \\sum_tF_t^\\top Y_t^\\top X_t/n$ for one task, and for several with equal $\\widehat\\Sigma_t$. With different ones it does not: min–min has to be repeated, and two-stage preconditioning is exact.",
  assumptions,
  source,
  experiment: multiTaskExperiment,
  grid: [
    ...grid({ tasks: [1], outputs: [8], ...base, samplesPerInput: [3], eta: [1] }),
    ...grid({ tasks: [6], outputs: [2], ...base, covariances: ["same"], eta: [1] }),
  ],
  sizes: [12],
  test: {
    discrepancy: "minMinDifference",
    scale: "norm",
    condition: "minMinAmplification",
    // Below 250 for one task with d_Y = 8 and for six with d_Y = 2; 3(kd + 1) + 2d + d_Y + T + 8 = 188 for the min–min problem.
    factor: 440,
    resolution: 1e-4,
  },
  controls: [
    {
      id: "different-covariances",
      why: "several tasks, each with a $\\Sigma_t$ of its own",
      expected: "refuted",
      grid: grid({ tasks: [6], outputs: [2], ...base, covariances: ["different"], eta: [1] }),
    },
  ],
});

export const better = orderingClaim({
  id: "lp/multi-task/pooled-left-factor",
  title: "The centre's left factor beats each task's pseudo-inverse",
  statement:
    "After four steps at $\\eta = \\frac12$ with $d_Y < k$, $\\operatorname{dist}$ is smaller by at least .1 with the pooled left factor than with the mean of $F_t^+(F_tG - M_t)$ over the tasks, each with its own pseudo-inverse.",
  assumptions,
  source,
  experiment: multiTaskExperiment,
  grid: grid({ ...fewOutputs, samplesPerInput: [3], eta: [0.5], steps: [4] }),
  sizes: [12],
  atBudget: {
    quick: { grid: grid({ ...fewOutputs, outputs: [1], samplesPerInput: [3], eta: [0.5], steps: [4] }) },
  },
  test: { better: "twoStageDistance", worse: "separateDistance", criterion: "smaller", by: 0.1 },
  controls: [
    {
      id: "one-task",
      why: "one task with $d_Y \\ge k$, where both are the same",
      expected: "refuted",
      grid: grid({ tasks: [1], outputs: [8], ...base, samplesPerInput: [3], eta: [0.5], steps: [4] }),
    },
  ],
});

export const exactAgainstMinMin = orderingClaim({
  id: "lp/multi-task/against-min-min",
  title: "Two-stage preconditioning beats min–min on tasks of different inputs",
  statement:
    "After four full steps without noise, $\\operatorname{dist}$ of two-stage preconditioning, which is 0 from the first one on, is smaller than that of min–min.",
  assumptions: [...assumptions, "different $\\Sigma_t$"],
  source,
  experiment: multiTaskExperiment,
  grid: grid({ tasks: [6], outputs: [1], ...base, samplesPerInput: [3], eta: [1], steps: [4] }),
  sizes: [12],
  test: { better: "twoStageDistance", worse: "minMinDistance", criterion: "smaller", by: 1e-4, differences: "any" },
  controls: [
    {
      id: "half-steps",
      why: "$\\eta = \\frac12$, which has done $1 - 2^{-4}$ of its way only",
      expected: "refuted",
      grid: grid({ tasks: [6], outputs: [1], ...base, samplesPerInput: [3], eta: [0.5], steps: [4] }),
    },
  ],
});

export default [outside, noLeftInverse, oneTask, minMin, better, exactAgainstMinMin];
