"""F(x) and f(x) of the limiting spectrum for atoms: f from the roots of the polynomial z = psi(l), F by quadrature of f.

Independent of the closed form of F in the code. Writes spectral-law.json beside itself; 20 digits.
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 30
PANELS = 32
# 24 nodes at least, by mpmath's own rules.
RULE = mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(4, mp.mp.prec)


def product(a, b):
    out = [mp.mpf(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return out


def polynomial(atoms, weights, phi, x):
    """l prod(l - t) + phi l sum w t prod_others - x prod, highest power first."""
    every = [mp.mpf(1)]
    for t in atoms:
        every = product(every, [mp.mpf(1), -t])
    out = every + [mp.mpf(0)]
    for i, t in enumerate(atoms):
        others = [phi * weights[i] * t]
        for j, s in enumerate(atoms):
            if j != i:
                others = product(others, [mp.mpf(1), -s])
        others = others + [mp.mpf(0)]
        for k, c in enumerate(reversed(others)):
            out[len(out) - 1 - k] += c
    for k, c in enumerate(reversed(every)):
        out[len(out) - 1 - k] -= x * c
    return out


def density(atoms, weights, phi, x):
    roots = mp.polyroots(polynomial(atoms, weights, phi, x), maxsteps=1000, extraprec=300)
    root = max(roots, key=lambda r: r.imag)
    return root.imag / abs(root) ** 2 / (mp.pi * phi) if root.imag > mp.mpf(10) ** -30 else mp.mpf(0)


def edges(atoms, weights, phi):
    """Critical values of psi: prod (l - t)^2 - phi sum w t^2 prod_others (l - s)^2 = 0, at its real roots."""
    total = [mp.mpf(1)]
    for t in atoms:
        total = product(total, [mp.mpf(1), -2 * t, t * t])
    for i, t in enumerate(atoms):
        others = [phi * weights[i] * t * t]
        for j, s in enumerate(atoms):
            if j != i:
                others = product(others, [mp.mpf(1), -2 * s, s * s])
        for k, c in enumerate(reversed(others)):
            total[len(total) - 1 - k] -= c
    roots = mp.polyroots(total, maxsteps=1000, extraprec=300)
    real = [r.real for r in roots if abs(r.imag) < mp.mpf(10) ** -25 * (1 + abs(r.real))]
    return sorted(l * (1 + phi * sum(w * t / (l - t) for w, t in zip(weights, atoms))) for l in real)


def mass(atoms, weights, phi, a, b, x):
    """Mass of [a, x] within the interval [a, b], in theta with y = a + (b - a) sin^2(theta/2)."""
    end = 2 * mp.asin(mp.sqrt((x - a) / (b - a)))
    f = lambda s: density(atoms, weights, phi, a + (b - a) * mp.sin(s / 2) ** 2) * (b - a) * mp.sin(s) / 2
    total, width = mp.mpf(0), end / PANELS
    for i in range(PANELS):
        for node, weight in RULE:
            total += f((i + (node + 1) / 2) * width) * weight * width / 2
    return total


rows = []
for atoms, weights, phi, fractions in [
    (["1"], [1], "0.5", ["0.1", "0.5"]),
    (["1"], [1], "2", ["0.05", "0.6"]),
    (["1", "3", "10"], [1, 1, 1], "0.8", ["0.02", "0.7"]),
    (["1", "3", "10"], [1, 1, 1], "2", ["0.3"]),
    (["2", "5.5"], [3, 1], "0.1", ["0.4"]),
]:
    atoms = [mp.mpf(t) for t in atoms]
    total = sum(weights)
    parts = [mp.mpf(w) / total for w in weights]
    phi = mp.mpf(float(phi))
    found = edges(atoms, parts, phi)
    below = max(mp.mpf(0), 1 - 1 / phi)
    for a, b in zip(found[::2], found[1::2]):
        for fraction in fractions:
            x = mp.mpf(float(a + mp.mpf(fraction) * (b - a)))
            rows.append(
                {
                    "values": [float(t) for t in atoms],
                    "weights": weights,
                    "phi": float(phi),
                    "x": float(x),
                    "density": mp.nstr(density(atoms, parts, phi, x), 20),
                    "distribution": mp.nstr(below + mass(atoms, parts, phi, a, b, x), 20),
                }
            )
            print(rows[-1], flush=True)
        below += mass(atoms, parts, phi, a, b, b)
    print(mp.nstr(below - 1, 3), flush=True)
    assert abs(below - 1) < mp.mpf(10) ** -18

text = ",\n".join("  " + json.dumps(row) for row in rows)
(pathlib.Path(__file__).parent / "spectral-law.json").write_text('{"atoms": [\n' + text + "\n]}\n")
