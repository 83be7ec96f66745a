"""Writes equivalents.json: forms in resolvents, ridgeless limits, sensitivities and trace fluctuations of atomic spectra.

Everything comes from one fixed point, s = 1/(1 + phi sum_i w_i t_i/(s t_i + D_i)), the scalar of the equivalent
(S + D)^-1 ~ (s Sigma + D)^-1 with S the sample covariance and D any diagonal matrix. Two resolvents with B between them
are minus the derivative at D = lambda + t B by t; every derivative is a central difference at 110 digits, and a ridgeless
limit is the value at lambda = 1e-30 with its pole taken away.

Usage: python3 equivalents.py > equivalents.json   (mpmath 1.3; half a minute)
"""

import json

from mpmath import mp, mpf, nstr, sqrt

mp.dps = 110
STEP = mpf(10) ** -22


def scalar(phi, taus, weights, diagonal):
    f = lambda s: s * (1 + phi * sum(w * t / (s * t + d) for w, t, d in zip(weights, taus, diagonal))) - 1
    low, high = mpf(0), mpf(1)
    for _ in range(220):  # bisection on the exponent first: s may be as small as lambda
        middle = high * mpf(10) ** -4 if low == 0 else (sqrt(low * high) if high > 2 * low else (low + high) / 2)
        if f(middle) < 0:
            low = middle
        else:
            high = middle
    s = (low + high) / 2
    for _ in range(6):
        h = s * mpf(10) ** -50
        s -= f(s) * 2 * h / (f(s + h) - f(s - h))
    return s


def diff(f, x, h=None):
    """Central difference with one extrapolation: relative error of order h^4 beside the cancellation's 1e-88."""
    h = STEP if h is None else h
    d = lambda h: (f(x + h) - f(x - h)) / (2 * h)
    return (4 * d(h) - d(2 * h)) / 3


def form(masses, phi, taus, weights, diagonal):
    s = scalar(phi, taus, weights, diagonal)
    return sum(c / (s * t + d) for c, t, d in zip(masses, taus, diagonal))


def one(masses, phi, lam, taus, weights):
    return form(masses, phi, taus, weights, [lam] * len(taus))


def two(masses, inner, phi, lam, taus, weights):
    return -diff(lambda t: form(masses, phi, taus, weights, [lam + t * b for b in inner]), mpf(0), lam * STEP)


def kappa(phi, lam, taus, weights):
    return lam / scalar(phi, taus, weights, [lam] * len(taus))


def stieltjes(phi, lam, taus, weights):
    return one(weights, phi, lam, taus, weights)


def slope(phi, lam, taus, weights):
    return -diff(lambda l: stieltjes(phi, l, taus, weights), lam, lam * STEP)


def correlation(moments, noise, phi, lam, taus, weights):
    """The formula as printed, for normalised weights."""
    m, dm = stieltjes(phi, lam, taus, weights), slope(phi, lam, taus, weights)
    mean = sum(w * t for w, t in zip(weights, taus))
    alpha, square = moments(mean)
    u2 = square - alpha**2 * mean + noise
    return alpha * (1 - lam * m) / sqrt(alpha**2 * (1 - 2 * lam * m + lam**2 * dm) + phi * u2 * (m - lam * dm))


def sgd(moments, noise, phi, lam, taus, weights):
    mean = sum(w * t for w, t in zip(weights, taus))
    second = sum(w * t * t for w, t in zip(weights, taus))
    alpha, square = moments(mean)
    return alpha * mean / sqrt(alpha**2 * second + phi * mean * (square + noise))


def replaced(values, i, value):
    return [value if j == i else x for j, x in enumerate(values)]


def sensitivity(f, phi, lam, taus, weights, probe, masses):
    """Derivatives by lambda, phi and, at each atom and at `probe`, by position, share and mass."""
    def at(i, taus, weights):
        unit = taus[i] * STEP if taus[i] > 0 else STEP
        row = {}
        if weights[i] > 0:
            row["position"] = diff(lambda t: f(phi, lam, replaced(taus, i, t), weights), taus[i], unit)
        row["share"] = diff(
            lambda e: f(phi, lam, taus, [(1 - e) * w + (e if j == i else 0) for j, w in enumerate(weights)]), mpf(0)
        )
        if masses:
            row["mass"] = diff(lambda w: f(phi, lam, taus, replaced(weights, i, w)), weights[i])
        return row

    return {
        "value": f(phi, lam, taus, weights),
        "lambda": diff(lambda l: f(phi, l, taus, weights), lam, lam * STEP),
        "phi": diff(lambda p: f(p, lam, taus, weights), phi, phi * STEP),
        "atoms": [at(i, taus, weights) for i in range(len(taus))],
        "probe": at(len(taus), taus + [probe], weights + [mpf(0)]),
    }


def fluctuation(phi, lam, taus, weights):
    """Bai and Silverstein's formulas in the companion transform v, the variance as a limit of covariances."""
    v = lambda z: scalar(phi, taus, weights, [-z] * len(taus)) / -z
    x = v(-lam)
    first = sum(w * x**3 * t**2 / (1 + t * x) ** 3 for w, t in zip(weights, taus))
    second = sum(w * x**2 * t**2 / (1 + t * x) ** 2 for w, t in zip(weights, taus))

    def covariance(h):
        z1, z2 = -lam - h, -lam + h
        d1, d2 = (diff(v, z, lam * mpf(10) ** -20) for z in (z1, z2))
        return 2 * (d1 * d2 / (v(z1) - v(z2)) ** 2 - 1 / (z1 - z2) ** 2)

    h = lam * mpf(10) ** -10
    variance = (4 * covariance(h) - covariance(2 * h)) / 3
    return {"meanCorrection": phi * first / (1 - phi * second) ** 2, "variance": variance}


def ridgeless(phi, taus, weights, masses):
    """Null space part, and what remains at lambda = 1e-30 without it, extrapolated linearly in lambda."""
    lams = [mpf(10) ** -30, 2 * mpf(10) ** -30]
    scaled = [lam * one(masses, phi, lam, taus, weights) for lam in lams]
    # lambda R = N + lambda P + O(lambda^2): two values give both to relative 1e-30/kappa_0.
    regular = (scaled[1] - scaled[0]) / (lams[1] - lams[0])
    return {"nullSpace": scaled[0] - lams[0] * regular, "pseudoInverse": regular}


TEACHERS = {
    "relu": ({"kind": "relu"}, lambda v: (mpf(1) / 2, v / 2)),
    "hermite": ({"kind": "hermite", "degree": 3}, lambda v: (3 * v - 3, 15 * v**3 - 18 * v**2 + 9 * v)),
}

PROBLEMS = [
    # values, weights, phi, lambda, teacher
    ([0.5, 1.5], [1, 1], 0.5, 0.05, "relu"),
    ([0.5, 1.5], [1, 1], 2, 0.1, "hermite"),
    ([0.5, 1.5, 4], [4, 3, 1], 1, 1e-6, "relu"),
    ([0.0009765625, 1, 1024], [3, 4, 3], 0.875, 0.0001220703125, "hermite"),
    ([0, 1, 3], [1, 1, 2], 1.25, 1e-3, "relu"),
    ([2, 0.25, 0.5, 2.5], [1, 2, 1, 4], 1000, 3, "hermite"),
    ([0.5, 1.25], [1, 3], 0.001, 1e-9, "relu"),
    ([1], [1], 1.00000001, 1e-12, "relu"),
    ([0.5, 1.5], [1, 1], 1.5, 1e6, "hermite"),
]


def row(values, weights, phi, lam, teacher):
    taus = [mpf(x) for x in values]
    total = mpf(sum(weights))
    w = [x / total for x in map(mpf, weights)]
    p, l = mpf(phi), mpf(lam)
    n = len(values)
    lists = {
        "u": [1 + (3 * i) % 5 for i in range(n)],
        "v": [2 - 0.75 * i for i in range(n)],
        "a": [0.5 + (2 * i) % 3 for i in range(n)],
        "b": [3 - 1.25 * i for i in range(n)],
    }
    u, v, a, b = ([mpf(x) for x in lists[k]] for k in "uvab")
    pair = [x * y for x, y in zip(u, v)]
    trace = [x * y for x, y in zip(a, w)]
    resolvents = {}
    for name, f in {
        "trace": lambda l: one(trace, p, l, taus, w),
        "form": lambda l: one(pair, p, l, taus, w),
        "twoTrace": lambda l: two(trace, b, p, l, taus, w),
        "twoForm": lambda l: two(pair, b, p, l, taus, w),
    }.items():
        resolvents[name] = {"value": f(l), "lambdaDerivative": diff(f, l, l * mpf(10) ** -15)}
    spec, moments = TEACHERS[teacher]
    noise = mpf(0.25)
    probe = 0.75
    args = (p, l, taus, w, mpf(probe))
    cos = lambda f: lambda *x: f(moments, noise, *x)
    result = {
        "population": {"kind": "atoms", "values": values, "weights": weights},
        "phi": phi,
        "lambda": lam,
        "teacher": spec,
        "noiseVariance": 0.25,
        "probe": probe,
        **lists,
        "resolvents": resolvents,
        "kappa": sensitivity(kappa, *args, True),
        "m": sensitivity(stieltjes, *args, True),
        "mDerivative": sensitivity(slope, *args, True),
        "kfac": sensitivity(cos(correlation), *args, False),
        "sgd": sensitivity(cos(sgd), *args, False),
        "fluctuation": fluctuation(p, l, taus, w),
    }
    h = sum(x for x, t in zip(w, taus) if t > 0)
    if abs(p * h - 1) > mpf(10) ** -4:
        result["ridgeless"] = {
            "kappa": kappa(p, mpf(10) ** -60, taus, w),
            "trace": ridgeless(p, taus, w, trace),
            "form": ridgeless(p, taus, w, pair),
        }
    return result


def written(x):
    if isinstance(x, mpf):
        # What is 0 leaves the rounding of a difference, or lambda = 1e-30.
        return nstr(x, 25, min_fixed=0, max_fixed=0) if abs(x) > mpf(10) ** -45 else "0"
    if isinstance(x, dict):
        return {k: written(y) for k, y in x.items()}
    if isinstance(x, list):
        return [written(y) for y in x]
    return x


rows = [written(row(*problem)) for problem in PROBLEMS]
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
