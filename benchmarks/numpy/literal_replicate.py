"""One step of SGD and of KFAC on a single-index teacher, as one would write it with NumPy.

Inputs x ~ N(0, S), S diagonal with half of its eigenvalues 0.5 and half 1.5; teachers b ~ N(0, I/d), one a column;
labels y = relu(x.b) + e, e ~ N(0, 0.25). Returns, for the steps X'y/n and (X'X/n + lambda I)^-1 X'y/n, the cosine of
the angle between step and teacher, averaged over the columns.
"""

import numpy as np

try:
    from scipy.linalg import cho_factor, cho_solve
except ImportError:
    cho_factor = None

LAMBDA = 0.05
NOISE_VARIANCE = 0.25


def literal_replicate(rng, n, d, columns):
    roots = np.sqrt(np.where(np.arange(d) < d // 2, 0.5, 1.5))
    x = rng.standard_normal((n, d))
    x *= roots
    teachers = rng.standard_normal((d, columns)) / np.sqrt(d)
    labels = np.maximum(x @ teachers, 0) + np.sqrt(NOISE_VARIANCE) * rng.standard_normal((n, columns))
    sgd = x.T @ labels / n
    kfac = ridge_solution(x, labels, sgd)
    return {"sgdCorrelation": correlation(teachers, sgd), "kfacCorrelation": correlation(teachers, kfac)}


def ridge_solution(x, labels, gradient):
    n, d = x.shape
    if n < d:
        return x.T @ solve_positive(add_ridge(x @ x.T / n), labels) / n
    return solve_positive(add_ridge(x.T @ x / n), gradient)


def add_ridge(gram):
    gram[np.diag_indices_from(gram)] += LAMBDA
    return gram


def solve_positive(matrix, right):
    if cho_factor is None:
        return np.linalg.solve(matrix, right)
    return cho_solve(cho_factor(matrix, lower=True, overwrite_a=True, check_finite=False), right, check_finite=False)


def correlation(teachers, steps):
    inner = np.sum(teachers * steps, axis=0)
    return float(np.mean(inner / (np.linalg.norm(teachers, axis=0) * np.linalg.norm(steps, axis=0))))
