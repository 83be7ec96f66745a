"""Writes linear-representation.json beside it: mpmath, 60 digits, straight from the definitions.

Matrix functions are formed from eigenvectors and explicit inverses, so that no step is one of the code's. All numbers
that enter are doubles; those of the matrices are whole or dyadic.
"""

import json
from pathlib import Path

from mpmath import atan, cos, det, diag, eigsy, eye, inverse, log, matrix, mp, mpf, nstr, pi, quad, sin, sqrt, tan

mp.dps = 60


def text(value):
    return nstr(value, 25, strip_zeros=False)


def kfac(s, eta):
    s, eta = mpf(s), mpf(eta)
    t = s / sqrt(1 - s**2)
    return abs(1 - eta) * s / sqrt(1 + eta**2 * t**2)


def sgd(theta, eta, eigenvalue):
    theta, x = mpf(theta), mpf(eta) * mpf(eigenvalue)
    return atan(abs(tan(theta) * (1 - x * cos(theta) ** 2) / (1 + x * sin(theta) ** 2)))


def function_of(a, f):
    values, vectors = eigsy(a)
    return vectors * diag([f(values[i]) for i in range(len(values))]) * vectors.T


def trace(a):
    return sum(a[i, i] for i in range(a.rows))


def orthonormal(a):
    return function_of(a * a.T, lambda x: 1 / sqrt(x)) * a


def sines(a, b):
    a, b = orthonormal(a), orthonormal(b)
    rest = a - a * b.T * b
    return sorted((sqrt(abs(x)) for x in eigsy(rest * rest.T, eigvals_only=True)), reverse=True)


kfac_points = [
    (0.6, 0.5), (1e-300, 0.3), (1 - 2.0**-53, 0.25), (0.999999, 1 - 1e-12), (0.3, 1.7), (1e-8, 1e-9), (0.5, 3.5),
    (0.1, 1.0),
]
sgd_points = [
    (0.6, 0.5, 1.5), (1e-300, 1.9999999999, 1.0), (1e-5, 1.0, 1.0), (1.5707963267948963, 0.7, 2.0), (1.2, 3.0, 1.0),
    (0.7, 100.0, 3.0), (1e-8, 1 - 1e-9, 1.0), (0.3, 1e200, 1e10), (0.4, 1e-12, 1.0),
]

teacher_features = [[1, 2, 0, -1], [0, 1, 3, 1]]
features = [[1, 2, 0.25, -1], [0, 1, 3, 1.5]]
head = [[2, 1], [1, -1], [0, 3]]
# 420 times the Hilbert matrix: condition number 15514.
covariance = [[420, 210, 140, 105], [210, 140, 105, 84], [140, 105, 84, 70], [105, 84, 70, 60]]
samples = [[1, 2, 0, 1], [0, 1, -1, 2], [3, 0, 1, 1]]
G, H, F, S, X = (matrix(a) for a in (teacher_features, features, head, covariance, samples))

root = function_of(S, sqrt)
M = F * G
best = M * S * H.T * inverse(H * S * H.T)
bias = trace((M - best * H) * S * (M - best * H).T)
mixing = function_of(G * G.T, sqrt)
Fo, Go = F * mixing, orthonormal(G)
lam = sorted(eigsy(Fo.T * Fo, eigvals_only=True))
P = eye(4) - Go.T * Go
values, vectors = eigsy(P)
N = matrix([[vectors[i, j] for i in range(4)] for j in range(4) if values[j] > 0.5])
curvature = sorted(eigsy(inverse(N * inverse(S) * N.T), eigvals_only=True))
noise, eta, batch = mpf(1) / 64, mpf(1) / 4, 60
per_trace = eta / (2 - eta) * noise / (batch - 5)
task_heads = [matrix([row]) * mixing for row in head]
task_covariances = [S, eye(4), diag([1, 2, 3, 4])]
pooled = inverse(sum((f.T * f for f in task_heads[1:]), task_heads[0].T * task_heads[0]) / 3)
multi = sum(
    trace(pooled * f.T * f * pooled) * trace(P * inverse(c) * P) for f, c in zip(task_heads, task_covariances)
) / 9


def local(smallest, largest, step):
    return {
        "rate": text(max(abs(1 - step * smallest), abs(1 - step * largest))),
        "conditionNumber": text(largest / smallest),
        "minimaxRate": text((largest - smallest) / (largest + smallest)),
        "minimaxStepSize": text(2 / (largest + smallest)),
        "stabilityLimit": text(2 / largest),
    }


def finite_batch(d, k, outputs, n, delta, s, eta, noise, head, smallest, kappa):
    delta, s, eta, noise, head, smallest, kappa = map(mpf, (delta, s, eta, noise, head, smallest, kappa))
    tail = sqrt(2 * log(5 / delta))
    lowest = sqrt(mpf(n)) - sqrt(mpf(d)) - tail
    sample = kappa * ((sqrt(mpf(n)) + sqrt(mpf(d)) + tail) / lowest) ** 2
    q = (sample - 1) / (2 * sqrt(sample))
    a = sqrt(1 - s**2) - s * q
    of_head = sqrt(noise / smallest) / lowest * (sqrt(mpf(outputs)) + sqrt(mpf(k)) + tail)
    singular = head * a - of_head
    e = of_head / singular
    nu = sqrt(noise / smallest) / lowest * (sqrt(mpf(d)) + sqrt(mpf(k)) + tail) / singular
    beta = s * q / a + e * (1 + s * q / a) + nu
    return {
        "sampleConditionNumber": text(sample),
        "leakage": text(q),
        "alignment": text(a),
        "headSingularValue": text(singular),
        "headNoise": text(e),
        "stepNoise": text(nu),
        "orthogonalPart": text((1 - eta) * s + eta * nu),
        "drift": text(beta),
        "smallestRowEigenvalue": text(1 - 2 * eta * beta),
        "bound": text(((1 - eta) * s + eta * nu) / sqrt(1 - 2 * eta * beta)),
    }


def slack(a, b, eta):
    a, b, eta = mpf(a), mpf(b), mpf(eta)
    return 1 - a * eta - (1 - eta) / sqrt(1 - b * eta)


# ReLU: α⋆ = 1/2, s² = m₁/2. Aspect ratio 1/2, noise 1/4: φ(s² + σ²)/α⋆² = 2s² + 1/2. Uniform on [1/2, 2] has m₁ = 5/4.
adam_uniform = sqrt(2 / pi) * quad(lambda x: sqrt(x / (x + mpf(7) / 4)), [0.5, 2]) / mpf("1.5")
adam_atoms = sqrt(2 / pi) * sum(sqrt(x / (x + mpf(3) / 2)) for x in (mpf(1) / 4, mpf(7) / 4)) / 2
small = X * mpf(2) ** -30
step = mpf(2) ** -17
table = {
    "kfac": [[*point, text(kfac(*point))] for point in kfac_points],
    "sgd": [[*point, text(sgd(*point))] for point in sgd_points],
    "minimax": [[k, text((mpf(k) - 1) / (mpf(k) + 1))] for k in (1, 1.0000001, 2.5, 10, 1e12)],
    "minimaxContraction": [
        [k, t, text(((mpf(k) - 1) / (mpf(k) + 1)) ** int(t))] for k, t in ((1.5, 40), (10, 100), (1e12, 1e12))
    ],
    "matrices": {
        "teacherFeatures": teacher_features, "features": features, "teacherHead": head, "covariance": covariance,
        "samples": samples,
    },
    "sines": [text(x) for x in sines(H, G)],
    "sinesInCovariance": [text(x) for x in sines(H * root, G * root)],
    "whitening": text(sines(G * root, G)[0]),
    "batchNorm": text(sines(G * diag([sqrt(S[i, i]) for i in range(4)]), G)[0]),
    "transfer": {
        "bias": text(bias),
        "risk": text(bias + (bias + 3 * noise) * mpf(2) / 17),
        "biasBound": text(sum(x * x for x in Fo) * max(eigsy(S, eigvals_only=True)) * sines(H, G)[0] ** 2),
    },
    "curvatures": {"head": [text(x) for x in lam], "inputs": [text(x) for x in curvature]},
    "localRates": {
        "amgd": local(lam[0] * curvature[0], lam[1] * curvature[1], step),
        "dfw": local(lam[0], lam[1], step),
        "left": local(curvature[0], curvature[1], step),
        "kfac": local(mpf(1), mpf(1), step),
    },
    "noiseFloor": text(per_trace * sum(1 / x for x in lam) * sum(1 / x for x in curvature)),
    "multiTaskNoiseFloor": text(per_trace * multi),
    "logDeterminantRatio": text(log(det(S + X.T * X) / det(S))),
    "smallLogDeterminantRatio": text(log(det(S + small.T * small) / det(S))),
    "finiteBatch": finite_batch(20, 3, 5, 4000, 0.05, 0.1, 0.5, 0.01, 1.5, 0.75, 4),
    "slack": [
        [*point, text(slack(*point))]
        for point in ((0.9, 0.2, 0.5), (0.9, 0.2, 1e-8), (0.9, 0.2001, 1e-4), (0.5, 1.0, 0.999), (0.7, 0.6, 1e-12))
    ],
    "adam": {"uniform": text(adam_uniform), "atoms": text(adam_atoms)},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")
