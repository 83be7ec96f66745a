"""Writes resolvent-integrals.json: ∫ τ^a/(ℓ−τ)^b dH for continuous populations, from closed forms in 400-digit
arithmetic; powers b > 1 by differentiating ∫ dH/(ℓ−τ) in ℓ by Cauchy's formula on a small circle."""

import json
from mpmath import mp, mpf, mpc, log, sqrt, exp, pi, binomial, nstr

mp.dps = 400


def resolvent(p):
    kind = p["kind"]
    if kind == "ar1":
        rho = mpf(p["rho"])
        A, B, C = 1 - rho**2, 1 + rho**2, 2 * abs(rho)

        def f(l):
            first, second = l * (B - C) - A, l * (B + C) - A
            return 1 / l + A / l / (sqrt(first) * sqrt(second))

        return f
    low, high = mpf(p["low"]), mpf(p["high"])
    if kind == "uniform":
        return lambda l: log((l - low) / (l - high)) / (high - low)
    logs = lambda l: log((l - low) / (l - high))
    if kind == "geometric":
        return lambda l: (log(high / low) + logs(l)) / l / log(high / low)
    if p["exponent"] == 2:
        c = 1 / (1 / low - 1 / high)
        return lambda l: c * ((1 / low - 1 / high) / l + (log(high / low) + logs(l)) / l**2)
    if p["exponent"] == -1:
        c = 2 / (high**2 - low**2)
        return lambda l: c * (l * logs(l) - (high - low))
    raise ValueError(kind)


def support(p):
    if p["kind"] == "ar1":
        rho = abs(mpf(p["rho"]))
        return (1 - rho) / (1 + rho), (1 + rho) / (1 - rho)
    return mpf(p["low"]), mpf(p["high"])


def derivative(f, l, k, radius, points=16):
    """f^(k)/k! by the trapezoidal rule on a circle; radius tiny beside the distance to the singularities."""
    if k == 0:
        return f(l)
    total = mpf(0)
    for j in range(points):
        w = mp.expjpi(mpf(2) * j / points)
        total += f(l + radius * w) / w**k
    return total / points / radius**k


def integral(p, l, a, b):
    f = resolvent(p)
    low, high = support(p)
    x = l.real
    gap = max(low - x, x - high, mpf(0))
    radius = mp.hypot(gap, l.imag) * mpf(10) ** -6
    power = lambda k: 1 if k == 0 else (-1) ** (k - 1) * derivative(f, l, k - 1, radius)
    return sum(binomial(a, j) * l ** (a - j) * (-1) ** j * power(b - j) for j in range(a + 1))


populations = [
    {"kind": "uniform", "low": 1, "high": 2},
    {"kind": "uniform", "low": 0, "high": 3},
    {"kind": "geometric", "low": 0.0009765625, "high": 1024},
    {"kind": "ar1", "rho": 0.5},
    {"kind": "ar1", "rho": 0.96875},
    {"kind": "power-law", "exponent": 2, "low": 0.5, "high": 64},
    {"kind": "power-law", "exponent": -1, "low": 0.25, "high": 8},
]
points = [
    (1.5, 1.0), (1.5, 1e-3), (1.5, 1e-12), (1.5, 1e-100), (1.5, 1e-300), (1.0000000001, 1e-5), (0.75, 1e-30),
    (-1.0, 0.0), (-1e-6, 0.0), (-1e4, 1e-200), (0.0, 0.125), (3000.0, 0.0), (2.0000000000000004, 1e-18),
    (0.9999999999999998, 0.0), (2000.0, 3000.0),
]
rows = []
for p in populations:
    low, high = support(p)
    for re, im in points:
        if im == 0 and low <= re <= high:
            continue
        for a, b in [(0, 1), (1, 1), (2, 2), (1, 3), (3, 3)]:
            distance = mp.hypot(max(low - re, re - high, mpf(0)), im)
            if distance ** (1 - b) > mpf(10) ** 290:
                continue
            value = integral(p, mpc(re, im), a, b)
            rows.append({"population": p, "re": re, "im": im, "a": a, "b": b,
                         "value": [nstr(value.real, 20), nstr(value.imag, 20)]})
with open("resolvent-integrals.json", "w") as file:
    file.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")
print(len(rows))
