"""Writes ridge-risk.json: test risks of ridge regression with the preconditioner Sigma^p, and of gradient flow and descent.

Ridge rows follow the formula as it is printed, R = (s2 + k^2 sum thetat^2 tt/(tt + k)^2)/(1 - phi df2), with tt = t^(1+p),
thetat^2 = theta^2 t^-p and the effective ridge k by bisection, all with 50 digits; rows without a ridge are the values at
lambda = 1e-42. Trajectories are the contour formula on an ellipse around the spectrum, double trapezoid rule, with kappa
from the roots of the polynomial of the fixed point; the numbers of nodes 96 and 144 agree to what is printed. Parameters
are the exact values of the doubles that stand there.

Usage: python3 ridge-risk.py > ridge-risk.json   (mpmath 1.3; half a minute)
"""

import json

from mpmath import mp, mpc, mpf, exp, nstr, polyroots, pi, quad, sqrt

mp.dps = 50


def solve(phi, lam, tilted, weights):
    f = lambda k: k * (1 - phi * sum(w * t / (t + k) for w, t in zip(weights, tilted))) - lam
    high = lam + phi * sum(w * t for w, t in zip(weights, tilted))
    low = high * mpf(10) ** -90
    for _ in range(420):
        middle = sqrt(low * high)
        if f(middle) < 0:
            low = middle
        else:
            high = middle
    return sqrt(low * high)


def setting(values, weights, p, a, normalization):
    taus = [mpf(t) for t in values]
    total = sum(mpf(w) for w in weights)
    ws = [mpf(w) / total for w in weights]
    p, a = mpf(p), mpf(a)
    power = lambda t, e: mpf(1) if e == 0 else (mpf(0) if t == 0 else t**e)
    raw = [w * power(t, 2 * a) for w, t in zip(ws, taus)]
    size = sum(raw) if normalization == "unit-norm" else sum(r * t for r, t in zip(raw, taus))
    theta2 = [r / size for r in raw]
    tilted = [power(t, 1 + p) for t in taus]
    return taus, ws, theta2, tilted


def risks(values, shifted, weights, phi, lam, p, a, normalization, s2):
    taus, ws, theta2, tilted = setting(values, weights, p, a, normalization)
    phi, s2 = mpf(phi), mpf(s2)
    k = solve(phi, mpf(lam) if lam > 0 else mpf(10) ** -42, tilted, ws)
    df2 = sum(w * (t / (t + k)) ** 2 for w, t in zip(ws, tilted))
    residual = lambda spectrum: sum(h * t * (k / (u + k)) ** 2 for h, t, u in zip(theta2, spectrum, tilted))
    risk = (s2 + residual(taus)) / (1 - phi * df2)
    moved = [mpf(t) for t in shifted]
    spread = sum(
        w * (m * t ** mpf(p) if t > 0 else 0) * u / (u + k) ** 2 for w, m, t, u in zip(ws, moved, taus, tilted)
    )
    return risk, s2 + residual(moved) + phi * risk * spread


RIDGE = []
for values, weights in [
    ([0.5, 1.5, 4], [4, 3, 1]),
    ([0.0009765625, 1, 1024], [3, 4, 3]),
    ([2e-6, 3e-6, 9e-6], [1, 1, 2]),
    ([1e6, 5e6], [1, 3]),
]:
    for i, (phi, lam, p, a, normalization, s2) in enumerate(
        [
            (0.1, 0.05, -0.5, 0.5, "unit-norm", 0.25),
            (0.5, 1e-8, 1, -0.5, "unit-signal", 0.01),
            (2, 1e-8, -2, 0.25, "unit-norm", 1),
            (2, 0, -0.5, -0.5, "unit-norm", 0.25),
            (10, 10, 0, 1, "unit-signal", 0),
            (1, 1e-3, -1, 0, "unit-norm", 0.5),
            (1.25, 0, 0.3, 0.75, "unit-signal", 0.125),
            (10, 1e-4, -1.5, -0.25, "unit-norm", 4),
            (0.75, 0, -1.25, 0.5, "unit-norm", 0.25),
        ]
    ):
        RIDGE.append((values, weights, phi, lam, p, a, normalization, s2))
RIDGE.append(([0, 1, 3], [1, 1, 2], 1.25, 1e-3, 0.5, 0, "unit-norm", 0.25))
RIDGE.append(([0, 1, 3], [1, 1, 2], 3, 0, 0, 0.5, "unit-signal", 0.25))


def ridge_row(values, weights, phi, lam, p, a, normalization, s2):
    shifted = [values[(i + 1) % len(values)] for i in range(len(values))]
    risk, moved = risks(values, shifted, weights, phi, lam, p, a, normalization, s2)
    return {
        "values": values,
        "weights": weights,
        "shiftedValues": shifted,
        "phi": phi,
        "lambda": lam,
        "exponent": p,
        "alignment": a,
        "normalization": normalization,
        "noiseVariance": s2,
        "risk": nstr(risk, 25),
        "shiftedRisk": nstr(moved, 25),
    }


def effective(z, phi, tilted, ws):
    """The kappa(z) with -kappa in the half plane of z: from the polynomial of kappa(1 - phi df1) = -z."""
    # kappa prod(t + k) (1) - phi kappa sum w t prod_others + z prod = 0, coefficients from the highest.
    def times(p, q):
        out = [mpc(0)] * (len(p) + len(q) - 1)
        for i, x in enumerate(p):
            for j, y in enumerate(q):
                out[i + j] += x * y
        return out

    whole = [mpc(1)]
    for t in tilted:
        whole = times(whole, [mpc(1), t])
    total = times(whole, [mpc(1), z])
    for i, (w, t) in enumerate(zip(ws, tilted)):
        part = [-phi * w * t, mpc(0)]
        for j, u in enumerate(tilted):
            if j != i:
                part = times(part, [mpc(1), u])
        offset = len(total) - len(part)
        for j, x in enumerate(part):
            total[offset + j] += x
    roots = polyroots(total, maxsteps=500, extraprec=200)
    good = [r for r in roots if (-r).imag * z.imag > mpf(10) ** -30]
    assert len(good) == 1, (z, roots)
    return good[0]


def trajectory(filter, left, right, phi, tilted, ws, theta2, taus, s2, nodes):
    centre, radius = (left + right) / 2, (right - left) / 2
    # An ellipse with the ends left and right, on nodes that avoid the real axis.
    minor = radius * mpf(3) / 4
    zs, steps = [], []
    for n in range(nodes):
        angle = 2 * pi * (n + mpf(1) / 2) / nodes
        zs.append(centre + mpc(radius * mp.cos(angle), minor * mp.sin(angle)))
        steps.append(mpc(-radius * mp.sin(angle), minor * mp.cos(angle)) * 2 * pi / nodes)
    ks = [effective(z, phi, tilted, ws) for z in zs]
    w = [filter(z) * k / z * dz / (2j * pi) for z, k, dz in zip(zs, ks, steps)]
    signal = [h * t for h, t in zip(theta2, taus)]
    bias = mpc(0)
    for i in range(nodes):
        for j in range(nodes):
            top = sum(h / ((t + ks[i]) * (t + ks[j])) for h, t in zip(signal, tilted))
            bottom = 1 - phi * sum(x * t * t / ((t + ks[i]) * (t + ks[j])) for x, t in zip(ws, tilted))
            bias += w[i] * w[j] * top / bottom
    variance = -s2 * sum((1 - filter(z)) ** 2 / z * (k / -z - 1) * dz / (2j * pi) for z, k, dz in zip(zs, ks, steps))
    return s2 + bias.real + variance.real


FLOW = [
    # values, weights, phi, p, a, normalization, s2, time or (steps, rate)
    ([0.5, 1.5, 4], [4, 3, 1], 0.5, 0, 0.5, "unit-norm", 0.25, 0.3),
    ([0.5, 1.5, 4], [4, 3, 1], 2, -0.5, 0, "unit-signal", 0.25, 1),
    ([0.5, 1.5], [1, 1], 1.5, -1, -0.5, "unit-norm", 1, 3),
    ([0.5, 1.5], [1, 1], 0.5, -2, 0.5, "unit-norm", 0.5, 2),
    ([0.5, 1.5], [1, 1], 1, 0, 0.5, "unit-norm", 0.5, 2),
    ([0.5, 1.5], [1, 1], 2, 0.5, 0.5, "unit-signal", 0.25, (5, 0.25)),
    ([0.5, 1.5], [1, 1], 0.5, -1.5, 0.5, "unit-norm", 0.25, (20, 0.125)),
]


def flow_row(values, weights, phi, p, a, normalization, s2, until):
    taus, ws, theta2, tilted = setting(values, weights, p, a, normalization)
    top = max(tilted) * (1 + sqrt(mpf(phi))) ** 2
    row = {
        "values": values,
        "weights": weights,
        "phi": phi,
        "exponent": p,
        "alignment": a,
        "normalization": normalization,
        "noiseVariance": s2,
    }
    if isinstance(until, tuple):
        steps, rate = until
        row |= {"steps": steps, "learningRate": rate}
        filter = lambda z: (1 - mpf(rate) * z) ** steps
        duration = steps * mpf(rate)
    else:
        row |= {"time": until}
        filter = lambda z: exp(-mpf(until) * z)
        duration = mpf(until)
    margin = max(2 / duration, top / 4)
    results = [
        trajectory(filter, -margin, top + margin, mpf(phi), tilted, ws, theta2, taus, mpf(s2), n) for n in (96, 144)
    ]
    assert abs(results[0] - results[1]) < mpf(10) ** -17 * abs(results[1]), (row, results)
    row["risk"] = nstr(results[1], 18)
    return row


if __name__ == "__main__":
    rows = {"ridge": [ridge_row(*x) for x in RIDGE], "trajectory": [flow_row(*x) for x in FLOW]}
    lists = [f'  "{k}": [\n' + ",\n".join("    " + json.dumps(r) for r in v) + "\n  ]" for k, v in rows.items()]
    print("{\n" + ",\n".join(lists) + "\n}")
