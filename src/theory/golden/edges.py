"""Edges of limiting spectra with 25 digits: writes edges.json. Needs mpmath; takes some seconds.

psi(l) = l (1 + phi g(l)) with g(l) = int tau/(l - tau) dH in closed form; critical points by bisection of psi' in the
logarithm of the distance from the ends of the gap; derivatives term by term for atoms, else by numerical
differentiation at 60 digits.
"""

import json
import sys

from mpmath import diff, log, mp, mpf, pi, sqrt

mp.dps = 60


def atoms(values, weights):
    pairs = [(mpf(t), mpf(w)) for t, w in zip(values, weights)]
    total = sum(w for _, w in pairs)
    pairs = [(t, w / total) for t, w in pairs if t > 0]
    power = lambda a, b: (lambda l: sum(w * t**a / (l - t) ** b for t, w in pairs))
    gaps = sorted({t for t, _ in pairs})
    return {
        "spec": {"kind": "atoms", "values": values, "weights": weights},
        "ends": gaps,
        "g": power(1, 1),
        "squares": power(2, 2),
        "cubes": power(2, 3),
    }


def continuous(spec, low, high, g):
    mp_g = g
    slope = lambda l: diff(mp_g, l)
    # d/dl (l g) = int -tau^2/(l - tau)^2, so that the squares are -(g + l g').
    return {
        "spec": spec,
        "ends": [mpf(low), mpf(high)],
        "g": mp_g,
        "squares": lambda l: -(mp_g(l) + l * slope(l)),
        "cubes": lambda l: (2 * slope(l) + l * diff(mp_g, l, 2)) / 2,
    }


def uniform(low, high):
    a, b = mpf(low), mpf(high)
    return continuous(
        {"kind": "uniform", "low": low, "high": high}, a, b, lambda l: -1 + l * log((l - a) / (l - b)) / (b - a)
    )


def geometric(low, high):
    a, b = mpf(low), mpf(high)
    return continuous(
        {"kind": "geometric", "low": low, "high": high}, a, b, lambda l: log((l - a) / (l - b)) / log(b / a)
    )


def inverse_square(low, high):
    a, b = mpf(low), mpf(high)
    c = 1 / (1 / a - 1 / b)
    return continuous(
        {"kind": "power-law", "exponent": 2, "low": low, "high": high},
        a,
        b,
        lambda l: c / l * log(b * (l - a) / (a * (l - b))),
    )


def ar1(rho):
    r = mpf(rho)
    c, p, q = 1 - r * r, 1 + r * r, 2 * r

    def g(l):
        root = sqrt((l * p - c) ** 2 - (l * q) ** 2)
        return c / (root if l * p > c else -root)

    return continuous({"kind": "ar1", "rho": rho}, (1 - r) / (1 + r), (1 + r) / (1 - r), g)


def bisect(f, low, high):
    """Root of the increasing f."""
    for _ in range(260):
        middle = (low + high) / 2
        if f(middle) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def edges(population, phi):
    phi = mpf(phi)
    q = lambda l: phi * population["squares"](l)
    ends = population["ends"]
    points = []
    far = 10 * ends[-1] * (1 + phi)
    near = lambda end: mp.log(end * mpf(10) ** -25 if end > 0 else mpf(10) ** -25)
    if abs(phi * mass_above_zero(population) - 1) > 0:
        points.append((ends[0] - mp.exp(bisect(lambda d: 1 - q(ends[0] - mp.exp(d)), near(ends[0]), mp.log(far))), "lower"))
    if len(ends) > 2 or population["spec"]["kind"] == "atoms":
        for a, b in zip(ends, ends[1:]):
            bottom = bisect(lambda l: -population["cubes"](l), a, b)
            if q(bottom) < 1:
                points.append((a + mp.exp(bisect(lambda d: 1 - q(a + mp.exp(d)), near(a), mp.log(bottom - a))), "upper"))
                points.append((b - mp.exp(bisect(lambda d: 1 - q(b - mp.exp(d)), near(b), mp.log(b - bottom))), "lower"))
    points.append((ends[-1] + mp.exp(bisect(lambda d: 1 - q(ends[-1] + mp.exp(d)), near(ends[-1]), mp.log(far))), "upper"))
    rows = []
    for l, side in points:
        second = abs(2 * phi * l**4 * population["cubes"](l))
        rows.append(
            {
                "side": side,
                "ell": mp.nstr(l, 25),
                "position": mp.nstr(l * (1 + phi * population["g"](l)), 25),
                "coefficient": mp.nstr(sqrt(2 / second) / (pi * phi), 25),
                "scale": mp.nstr(mp.cbrt(second / 2), 25),
            }
        )
    return rows


def mass_above_zero(population):
    spec = population["spec"]
    if spec["kind"] != "atoms":
        return 1
    return sum(mpf(w) for t, w in zip(spec["values"], spec["weights"]) if t > 0) / sum(mpf(w) for w in spec["weights"])


near_one = [1 - 1e-8, 1 + 1e-8, 1 + 1e-12]
six = atoms([1e-3, 1, 1e3], [0.3, 0.4, 0.3])
nine = atoms([1e-9, 1], [1, 1])
cases = [(atoms([1], [1]), [1e-6, 1e-3, 1e3, 1e6] + near_one)]
cases += [(six, [1e-3, 0.1, 0.9, 1.5, 1e3] + near_one), (nine, [1e-3, 0.1, 0.5, 1.99, 2.01, 10, 1e3] + near_one)]
cases += [(atoms([2, 5.5], [0.75, 0.25]), [0.1]), (atoms([0, 1, 4], [2, 1, 1]), [0.1, 1, 2 - 1e-8, 2 + 1e-8, 3])]
# The gap between 1 and 3 closes at phi = 4/(0.5^(1/3) + 4.5^(1/3))^3 = 0.273779...
cases += [(atoms([1, 3], [1, 1]), [0.2737, 0.27377, 0.273778])]
cases += [(uniform(1, 2), [1e-3, 0.5, 1, 2, 1e3]), (uniform(0, 1), [1.5, 1e3]), (geometric(1e-3, 1e3), [1e-2, 1 + 1e-8, 5])]
cases += [(inverse_square(0.5, 40), [0.01, 0.7]), (ar1(0.7), [1e-3, 0.5, 3]), (ar1(0.99), [0.1])]

if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        rows = [{"population": p["spec"], "phi": phi, "edges": edges(p, phi)} for p, phis in cases for phi in phis]
        out.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")
