"""Tracy-Widom laws in high precision, from Painleve II: writes tracy-widom.json and prints the table of
src/theory/tracy-widom/left-tail-coefficients.ts. Needs mpmath; takes about two minutes.

q'' = s q + 2 q^3 with q ~ Ai at +infinity (Hastings-McLeod). With U = int_s^oo q and V = int_s^oo q^2:
(log F2)' = V, log F1 = (log F2 - U)/2, (log F1)' = (V + q)/2, F4(s/sqrt 2) = F1(s) (1 + exp U(s))/2.
Taylor steps to the left from s = 30, where q = Ai to a relative 1e-95, with 150 digits; the unstable direction grows by
1e26 until s = -16. Further left the formal series of q in powers of |s|^-3 is used, whose smallest term is below 1e-25
there.
"""

import json
import sys

from mpmath import mp, mpf

mp.dps = 150
START, END, STEPS_PER_UNIT, ORDER = 30, -16, 8, 130


def start():
    s = mpf(START)
    ai = lambda x: mp.airyai(x)
    ends = [s, s + 1, s + 3, s + 6, s + 10, s + 20]
    u = mp.quad(ai, ends)
    v = mp.airyai(s, derivative=1) ** 2 - s * mp.airyai(s) ** 2
    w = -mp.quad(lambda x: (x - s) * ai(x) ** 2, ends)
    return [mp.airyai(s), mp.airyai(s, derivative=1), u, v, w]


def expand(s0, y):
    """Taylor coefficients in h of q, U, V, log F2 at s0 + h."""
    q = [y[0], y[1]]
    square = []
    for k in range(ORDER):
        square.append(mp.fdot(q[: k + 1], q[k::-1]))
        cube = mp.fdot(q[: k + 1], square[k::-1])
        q.append((s0 * q[k] + (q[k - 1] if k else 0) + 2 * cube) / ((k + 1) * (k + 2)))
    u, v, w = [y[2]], [y[3]], [y[4]]
    for k in range(ORDER):
        u.append(-q[k] / (k + 1))
        v.append(-square[k] / (k + 1))
    for k in range(ORDER):
        w.append(v[k] / (k + 1))
    return q, u, v, w


def horner(c, h):
    total = mpf(0)
    for a in reversed(c):
        total = total * h + a
    return total


def step_all():
    """Expansions at START, START - 1/8, ..., END."""
    table = []
    y = start()
    h = -mpf(1) / STEPS_PER_UNIT
    for i in range((START - END) * STEPS_PER_UNIT + 1):
        q, u, v, w = expand(START + i * h, y)
        table.append((q, u, v, w))
        slope = [k * a for k, a in enumerate(q)][1:]
        y = [horner(q, h), horner(slope, h), horner(u, h), horner(v, h), horner(w, h)]
    return table


TABLE = None


def formal_series(count):
    """c_k with q^2 = (t/2)(sum c_k t^{-3k}), t = -s, and a_k with q = sqrt(t/2) sum a_k t^{-3k}; exact rationals."""
    # q = t^{1/2}/sqrt 2 * A, A = sum a_k t^{-3k}: q'' = -t q + 2 q^3 gives term by term
    # (1/2-3k)(-1/2-3k) a_k t^{-3/2-3k} = -t^{3/2-3k} a_k + t^{3/2} (A^3)_k.
    a = [mpf(1)]
    for k in range(1, count):
        # (A^3)_k - a_k = 2 a_k + rest; equals (1/2-3(k-1))(-1/2-3(k-1)) a_{k-1}.
        padded = a + [mpf(0)]
        square = [mp.fdot(padded[: j + 1], padded[j::-1]) for j in range(k + 1)]
        rest = mp.fdot(padded[: k + 1], square[k::-1])
        j = k - 1
        a.append(((mpf(1) / 2 - 3 * j) * (-mpf(1) / 2 - 3 * j) * a[j] - rest) / 2)
    c = [mp.fdot(a[: j + 1], a[j::-1]) for j in range(count)]
    return a, c


SERIES = 30
A, C = formal_series(SERIES)


def smallest(terms):
    """Partial sum up to the smallest term."""
    total = mpf(0)
    last = None
    for x in terms:
        if last is not None and abs(x) > last and x != 0:
            return total
        total += x
        last = abs(x) if x != 0 else last
    return total


def far_left(t):
    """g1, g2 = what is left of log F1, log F2 after their divergent terms; series for t large."""
    # (log F2)'' = -q^2 in t: -(t/2) sum c_k t^{-3k}; c_1 t^{-2}/2 gives the logarithm: -c_1/2 * (-log t).
    g2 = mp.log(2) / 24 + mp.zeta(-1, derivative=1)
    g2 += smallest([-C[k] / 2 * t ** (3 - 3 * k) / ((2 - 3 * k) * (3 - 3 * k)) for k in range(2, SERIES)])
    # U' in t is q = sqrt(t/2) A: U = sqrt(2)/3 t^{3/2} + (sum over k>=1) + constant log(2)/2.
    u = mp.log(2) / 2 + smallest([A[k] / mp.sqrt(2) * t ** (mpf(3) / 2 - 3 * k) / (mpf(3) / 2 - 3 * k) for k in range(1, SERIES)])
    return (g2 - u) / 2, g2


def at(s):
    """q, U, V, log F2 at s."""
    s = mpf(s)
    i = int(mp.nint((START - s) * STEPS_PER_UNIT))
    h = s - (START - mpf(i) / STEPS_PER_UNIT)
    return [horner(c, h) for c in TABLE[i]]


def near_left(t):
    _, u, _, w = at(-t)
    g2 = w + t**3 / 12 + mp.log(t) / 8
    g1 = (w - u) / 2 + t**3 / 24 + t ** mpf(1.5) / (3 * mp.sqrt(2)) + mp.log(t) / 16
    return g1, g2


LEFT_END = mpf(3)


def left_table(count):
    """Chebyshev coefficients of g1, g2 in x = 2w - 1, w = (3/t)^{3/2}, on 0 < w <= 1."""
    samples = []
    for j in range(count):
        w = (1 + mp.cos(mp.pi * (j + mpf(1) / 2) / count)) / 2
        t = LEFT_END * w ** (-mpf(2) / 3)
        samples.append(near_left(t) if t < -END else far_left(t))
    columns = []
    for which in (0, 1):
        columns.append(
            [
                mpf(2 if k else 1) / count * mp.fdot([x[which] for x in samples], [mp.cos(k * mp.pi * (j + mpf(1) / 2) / count) for j in range(count)])
                for k in range(count)
            ]
        )
    return columns


def row(s):
    q, u, v, w = at(s)
    log1 = (w - u) / 2
    f1, f2 = mp.exp(log1), mp.exp(w)
    d1, d2 = f1 * (v + q) / 2, f2 * v
    log2 = w
    q, u, v, w = at(mp.sqrt(2) * s)
    f = mp.exp((w - u) / 2)
    f4 = f * (1 + mp.exp(u)) / 2
    d4 = mp.sqrt(2) * (f * (v + q) / 2 * (1 + mp.exp(u)) - f * mp.exp(u) * q) / 2
    text = lambda x: mp.nstr(x, 25)
    return {
        "s": float(s),
        "cdf": {"1": text(f1), "2": text(f2), "4": text(f4)},
        "upper": {"1": text(-mp.expm1(log1)), "2": text(-mp.expm1(log2)), "4": text(1 - f4)},
        "density": {"1": text(d1), "2": text(d2), "4": text(d4)},
    }


def moments():
    """Mean, variance, skewness, excess kurtosis of F1, F2, F4 by quadrature of the density."""
    out = {}
    for beta in ("1", "2", "4"):
        def density(s):
            q, u, v, w = at(s)
            f1 = mp.exp((w - u) / 2)
            if beta == "1":
                return f1 * (v + q) / 2
            if beta == "2":
                return mp.exp(w) * v
            return (f1 * (v + q) / 2 * (1 + mp.exp(u)) - f1 * mp.exp(u) * q) / 2

        saved = mp.dps
        mp.dps = 40
        panels = [mpf(x) for x in range(-15, 21)] + [mpf(25), mpf(29)]
        raw = []
        for k in range(5):
            raw.append(mp.quad(lambda s: s**k * density(s), panels, maxdegree=4))
        mp.dps = saved
        if beta == "4":
            raw = [x / mp.sqrt(2) ** k for k, x in enumerate(raw)]
        mean = raw[1]
        variance = raw[2] - mean**2
        third = raw[3] - 3 * mean * raw[2] + 2 * mean**3
        fourth = raw[4] - 4 * mean * raw[3] + 6 * mean**2 * raw[2] - 3 * mean**4
        out[beta] = {
            "mass": mp.nstr(raw[0], 20),
            "mean": mp.nstr(mean, 20),
            "variance": mp.nstr(variance, 20),
            "skewness": mp.nstr(third / variance ** mpf(1.5), 20),
            "excessKurtosis": mp.nstr(fourth / variance**2 - 3, 20),
        }
    return out


if __name__ == "__main__":
    TABLE = step_all()
    print("check at t = 16: ", [mp.nstr(x - y, 5) for x, y in zip(near_left(mpf(16)), far_left(mpf(16)))], file=sys.stderr)
    columns = left_table(60)
    for column in columns:
        print([float(x) for x in column])
    places = [-11.25, -10, -8.5, -7, -6, -5, -4.5, -4, -3.75, -3.5, -3.25, -3.0625, -3, -2.9375, -2.5, -2, -1.5, -1]
    places += [-0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12.5, 16, 20]
    print(moments(), file=sys.stderr)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        rows = ",\n".join("  " + json.dumps(row(s)) for s in places)
        out.write("[\n" + rows + "\n]\n")
