"""Writes gram-information.json: mutual information of an index and a number on the line, in nats.

40-digit mpmath quadrature of differential entropies, h(mixture) - sum p h(component), with the entropies of normal laws
in closed form and those of the laws after a sign step by quadrature of their own; rounded to 20 digits.
"""

import json
from mpmath import mp, mpf, exp, log, pi, sqrt, quad, e, nstr

mp.dps = 40


def normal(z, mean, s):
    return exp(-(((z - mean) / s) ** 2) / 2) / (s * sqrt(2 * pi))


def entropy(density, places):
    def integrand(z):
        f = density(z)
        return -f * log(f) if f > 0 else mpf(0)

    return quad(integrand, sorted(set(places)))


def around(means_and_deviations, more=()):
    places = [m + u * s for m, s in means_and_deviations for u in (-24, -12, -6, -3, -1, 0, 1, 3, 6, 12, 24)]
    return places + list(more)


def gaussian(components):
    parts = [(mpf(p), mpf(m), mpf(s)) for p, m, s in components]
    mixture = lambda z: sum(p * normal(z, m, s) for p, m, s in parts)
    total = entropy(mixture, around([(m, s) for _, m, s in parts]))
    return total - sum(p * log(s * sqrt(2 * pi * e)) for p, m, s in parts)


def sign_step(inputs, eta, label):
    eta, label = mpf(eta), mpf(label)
    densities = []
    places = around([(0, mpf(n)) for _, n, _ in inputs])
    for p, n, a in inputs:
        n, move = mpf(n), eta * mpf(a)
        places += [label - move, label + move]
        densities.append(
            (
                mpf(p),
                lambda z, n=n, move=move: (normal(z + move, 0, n) if z > label - move else 0)
                + (normal(z - move, 0, n) if z < label + move else 0),
            )
        )
    total = entropy(lambda z: sum(p * f(z) for p, f in densities), places)
    return total - sum(p * entropy(f, places) for p, f in densities)


root = float(sqrt(mpf(2)))
gaussians = [
    [[0.5, 0, 0.5], [0.5, 0, 2]],
    [[0.5, 0, 1], [0.5, 0, 1.5]],
    [[0.25, 0, 1], [0.75, 1, 0.5]],
    [[0.5, 0, 0.03125], [0.25, 0, 1], [0.25, -2, 8]],
    [[0.5, -10, 1], [0.5, 10, 1]],
]
steps = [
    ([[0.5, 1, 1], [0.5, 1, root]], 0.3, 0),
    ([[0.5, 1, 1], [0.5, 1, root]], 0.3, 0.5),
    ([[0.5, 1, 1], [0.5, 1, root]], 1.5, 0),
    ([[0.25, 1, 1.25], [0.25, 2, 2.5], [0.5, 1, 1]], 0.125, -1),
]
digits = lambda x: nstr(x, 20)
result = {
    "gaussian": [{"components": c, "information": digits(gaussian(c))} for c in gaussians],
    "signStep": [
        {"inputs": i, "stepSize": eta, "label": y, "information": digits(sign_step(i, eta, y))} for i, eta, y in steps
    ],
}
with open("gram-information.json", "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
