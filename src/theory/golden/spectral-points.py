"""Writes spectral-points.json: ℓ, m, m′, m″ at complex z, on the boundary x + i0 and beside edges.

A row is [Re z, Im z, Re ℓ, Im ℓ, Re m, Im m, Re m′, Im m′, Re m″, Im m″], rounded to the nearest doubles.

Atoms: all roots of the polynomial in ℓ, at 100 digits, of which the one in Im ℓ > 0 is taken, or for real z off the
support the real one with ψ′ > 0. Continuous populations: the closed form of ∫ τ/(ℓ−τ) dH, and Newton's method from
large Im z downwards. Derivatives by central differences of relative width 1e-30. Arguments are exact doubles.
"""

import json
from mpmath import mp, mpf, mpc, log, sqrt, nstr, polyroots

mp.dps = 100


def polymul(a, b):
    out = [mpf(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return out


def polyadd(a, b):
    n = max(len(a), len(b))
    a, b = [mpf(0)] * (n - len(a)) + a, [mpf(0)] * (n - len(b)) + b
    return [x + y for x, y in zip(a, b)]


class Atoms:
    def __init__(self, spec, phi):
        total = mpf(sum(spec["weights"]))
        self.atoms = [(mpf(t), mpf(w) / total) for t, w in zip(spec["values"], spec["weights"])]
        self.positive = [(t, w) for t, w in self.atoms if t > 0]
        self.phi = mpf(phi)

    def psi(self, l):
        return l * (1 + self.phi * sum(w * t / (l - t) for t, w in self.positive))

    def slope(self, l):
        return 1 - self.phi * sum(w * (t / (l - t)) ** 2 for t, w in self.positive)

    def m(self, l, z):
        return l / z * sum(w / (t - l) for t, w in self.atoms)

    def roots(self, z):
        full = [mpf(1)]
        for t, _ in self.positive:
            full = polymul(full, [mpf(1), -t])
        p = polymul(full, [mpf(1), -z])
        for i, (t, w) in enumerate(self.positive):
            q = [self.phi * w * t, mpf(0)]
            for j, (s, _) in enumerate(self.positive):
                if j != i:
                    q = polymul(q, [mpf(1), -s])
            p = polyadd(p, q)
        return polyroots(p, maxsteps=2000, extraprec=1200)

    def solve(self, z):
        roots = self.roots(z)
        upper = [r for r in roots if mp.im(r) > mpf(10) ** -70 * abs(r)]
        if mp.im(z) > 0:
            upper = [r for r in roots if mp.im(r) > 0]
        if upper:
            assert len(upper) == 1, (z, roots)
            return upper[0]
        real = [mp.re(r) for r in roots if self.slope(mp.re(r)) > 0]
        assert len(real) == 1, (z, roots)
        return real[0]

    def edges(self):
        p, full = None, [mpf(1)]
        for t, _ in self.positive:
            full = polymul(full, polymul([mpf(1), -t], [mpf(1), -t]))
        p = full
        for i, (t, w) in enumerate(self.positive):
            q = [-self.phi * w * t * t]
            for j, (s, _) in enumerate(self.positive):
                if j != i:
                    q = polymul(q, polymul([mpf(1), -s], [mpf(1), -s]))
            p = polyadd(p, q)
        roots = polyroots(p, maxsteps=4000, extraprec=2000)
        real = [mp.re(r) for r in roots if abs(mp.im(r)) < mpf(10) ** -60 * abs(r)]
        return sorted(self.psi(r) for r in real if r != 0)


class Uniform:
    def __init__(self, spec, phi):
        self.low, self.high, self.phi = mpf(spec["low"]), mpf(spec["high"]), mpf(phi)

    def resolvent(self, l):
        return log((l - self.low) / (l - self.high)) / (self.high - self.low)

    def psi(self, l):
        return l * (1 - self.phi + self.phi * l * self.resolvent(l))

    def m(self, l, z):
        return -l / z * self.resolvent(l)

    def solve(self, z):
        y = mpf(100) * (1 + self.phi) * self.high
        l = z + 1j * y
        while True:
            target = mpc(mp.re(z), mp.im(z) + (y if y > mpf(10) ** -40 else 0))
            l = newton(self, l, target)
            if y <= mpf(10) ** -40:
                break
            y /= 4 if y > mpf(10) ** -3 else 1e6
        assert mp.im(l) > 0
        return l


class Ar1(Uniform):
    def __init__(self, spec, phi):
        rho = mpf(spec["rho"])
        self.A, self.B, self.C, self.phi = 1 - rho**2, 1 + rho**2, 2 * abs(rho), mpf(phi)
        self.high = (1 + abs(rho)) / (1 - abs(rho))

    def resolvent(self, l):
        first, second = l * (self.B - self.C) - self.A, l * (self.B + self.C) - self.A
        return 1 / l + self.A / l / (sqrt(first) * sqrt(second))


def newton(model, l, z):
    h = mpf(10) ** -45
    for _ in range(60):
        step = (model.psi(l) - z) / ((model.psi(l + h) - model.psi(l - h)) / (2 * h))
        l -= step
        if abs(step) < mpf(10) ** -48 * abs(l):
            break
    return l


def polish(model, l, z):
    for _ in range(8):
        h = mpf(10) ** -45 * abs(l)
        slope = (model.psi(l + h) - model.psi(l - h)) / (2 * h)
        l = l - (model.psi(l) - z) / slope
    return l


def row(model, spec, phi, re, im):
    z = mpc(re, im) if im != 0 else mpf(re)
    l = model.solve(z)
    h = mpf(10) ** -30 * abs(z)
    m = model.m(l, z)
    plus, minus = (model.m(polish(model, l, z + s * h), z + s * h) for s in (1, -1))
    d1, d2 = (plus - minus) / (2 * h), (plus - 2 * m + minus) / h**2
    return [re, im] + [float(nstr(part(w), 20)) for w in (l, m, d1, d2) for part in (mp.re, mp.im)]


def atoms(values, weights):
    return {"kind": "atoms", "values": values, "weights": weights}


three = atoms([0.0009765625, 1, 1024], [3, 2, 3])
wide = atoms([2.0**-30, 1], [1, 1])
with_zero = atoms([0, 1, 2], [2, 1, 1])
twelve = atoms([2.0 ** (k / 1) for k in range(-6, 6)], [1, 3, 1, 2, 1, 1, 1, 2, 1, 1, 1, 1])
close = atoms([1, 1.125], [1, 1])
identity = atoms([1], [1])
cases = [
    (identity, 0.5), (identity, 0.0009765625), (identity, 1000), (identity, 1), (identity, 1.00000001),
    (identity, 0.99999999), (three, 0.0009765625), (three, 0.9), (three, 1), (three, 1.5),
    (with_zero, 0.5), (with_zero, 2), (with_zero, 2.5), (wide, 2), (wide, 0.5), (twelve, 0.125), (twelve, 3),
    (close, 0.00390625),
]
tables = []
for spec, phi in cases:
    rows = []
    model = Atoms(spec, phi)
    edges = [e for e in model.edges() if e > 0]
    places = set()
    for i, e in enumerate(edges):
        for delta in (1e-3, 1e-8, 1e-12) if len(edges) < 12 else (1e-12,):
            for sign in (1, -1):
                places.add((float(e * (1 + sign * mpf(delta))), 0.0))
    for a, b in list(zip(edges, edges[1:]))[:: 1 if len(edges) < 12 else 5]:
        middle = float((a + b) / 2)
        places.add((middle, 0.0))
        places.add((middle, middle * 1e-3))
        places.add((middle, middle * 1e-14))
    top = float(edges[-1])
    places |= {(-top, top), (-1e-6 * top, 1e-9 * top), (4 * top, 0.0), (1e-7 * top, 1e-5 * top), (3 * top, 1e-200)}
    for re, im in sorted(places):
        rows.append(row(model, spec, phi, re, im))
    tables.append({"population": spec, "phi": phi, "rows": rows})
for spec, phi, xs in [
    ({"kind": "uniform", "low": 1, "high": 2}, 0.0009765625, (1.001, 1.25, 1.5, 1.999)),
    ({"kind": "uniform", "low": 1, "high": 2}, 1e-6, (1.25, 1.9)),
    ({"kind": "uniform", "low": 1, "high": 2}, 1.0, (1e-6, 0.1, 3.0)),
    ({"kind": "uniform", "low": 0, "high": 1}, 0.125, (1e-8, 1e-3, 0.5, 1.2)),
    ({"kind": "ar1", "rho": 0.5}, 0.0009765625, (0.35, 1.0, 2.5)),
    ({"kind": "ar1", "rho": 0.9375}, 0.5, (0.01, 1.0, 30.0)),
]:
    model = (Ar1 if spec["kind"] == "ar1" else Uniform)(spec, phi)
    rows = []
    for x in xs:
        for im in (0.0, x * 1e-6):
            rows.append(row(model, spec, phi, x, im))
    tables.append({"population": spec, "phi": phi, "rows": rows})
with open("spectral-points.json", "w") as file:
    entries = []
    for t in tables:
        lines = ",\n  ".join(json.dumps(r) for r in t["rows"])
        entries.append(f' {{"population": {json.dumps(t["population"])}, "phi": {t["phi"]!r}, "rows": [\n  {lines}]}}')
    file.write("[\n" + ",\n".join(entries) + "\n]\n")
print(sum(len(t["rows"]) for t in tables))
