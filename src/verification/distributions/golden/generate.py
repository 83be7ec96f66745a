"""Golden values of the distribution functions, to 40 digits.

Run with `python3 generate.py` in this folder (mpmath 1.3; under a minute). It writes beta.json, gamma.json, normal.json and
student.json, the same bytes every time.

Nothing here shares a method with the code under test, which integrates Mills' ratio numerically:
 - the beta tails come from the continued fraction in DLMF 8.17.22, on the side of the mean where it converges fast;
 - the gamma tails from the power series (DLMF 8.11.4) below the mean and the continued fraction (DLMF 8.9.2) above it;
 - Student's t from the beta tails, the normal law from mpmath's erfc.
All of it is done with 70 digits, since the continued fractions cancel up to ten of them. `check` compares them with
mpmath's own functions where these are reliable (small shapes), with one another, and with closed forms, and ends the
program where they differ.

Every argument is the double that its shortest decimal text stands for. `lower` and `upper` are natural logarithms of
the tail probabilities P(X <= x) and P(X > x).
"""

import json
import math

from mpmath import mp, mpf

mp.dps = 70
DIGITS = 40
TINY = mpf(10) ** -(mp.dps - 4)


def text(value):
    return mp.nstr(value, DIGITS, strip_zeros=True)


def logarithms(lower, upper):
    """Both logarithms as text; that of the larger tail from the smaller, as 70 digits may not tell it from 1."""
    small = min(lower, upper)
    large = text(mp.log1p(-small))
    return {
        "lower": text(mp.log(lower)) if lower == small else large,
        "upper": text(mp.log(upper)) if lower != small else large,
    }


# Tails in 70 digits.


def beta_fraction(x, y, a, b):
    """I_x(a, b) for x below about the mean, with y = 1 - x; modified Lentz evaluation of DLMF 8.17.22."""
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    h = d
    m = 0
    while True:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + even * d)
        c = 1 + even / c
        h *= c * d
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + odd * d)
        c = 1 + odd / c
        h *= c * d
        if abs(c * d - 1) < TINY:
            break
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta) * h / a


def beta_tails(x, y, a, b):
    """P(X <= x), P(X > x) of the beta law, for mpf arguments with x + y = 1."""
    if x * (a + b) <= a:
        lower = beta_fraction(x, y, a, b)
        return lower, 1 - lower
    upper = beta_fraction(y, x, b, a)
    return 1 - upper, upper


def gamma_series(x, a):
    """P(a, x) by the series of positive terms."""
    term = total = 1 / a
    n = 0
    while term > TINY * total:
        n += 1
        term *= x / (a + n)
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total


def gamma_fraction(x, a):
    """Q(a, x) for x above a; modified Lentz evaluation of the even part of DLMF 8.9.2."""
    b = x + 1 - a
    c = mpf(10) ** 200
    d = 1 / b
    h = d
    n = 0
    while True:
        n += 1
        numerator = -n * (n - a)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        h *= c * d
        if abs(c * d - 1) < TINY:
            break
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * h


def gamma_tails(x, a):
    if x <= a:
        lower = gamma_series(x, a)
        return lower, 1 - lower
    upper = gamma_fraction(x, a)
    return 1 - upper, upper


def student_upper(t, df):
    """P(T > t) for t >= 0."""
    if t == 0:
        return mpf(1) / 2
    square = t * t
    return beta_tails(df / (df + square), square / (df + square), df / 2, mpf(1) / 2)[0] / 2


def check():
    def same(x, y):
        assert abs(x / y - 1) < mpf(10) ** -50, (x, y)

    for x, a, b in [(0.3, 2.5, 4), (0.9, 0.5, 0.5), (1e-9, 0.5, 30), (0.2, 40, 12.5), (0.999, 3, 1)]:
        x, a, b = mpf(x), mpf(a), mpf(b)
        same(beta_tails(x, 1 - x, a, b)[0], mp.betainc(a, b, 0, x, regularized=True))
        same(beta_tails(x, 1 - x, a, b)[1], mp.betainc(a, b, x, 1, regularized=True))
    # I_x(1, b) = 1 - (1 - x)^b, I_x(a, 1) = x^a.
    x, b = mpf(3e-7), mpf(10**7)
    same(beta_tails(x, 1 - x, mpf(1), b)[0], -mp.expm1(b * mp.log1p(-x)))
    same(beta_tails(1 - x, x, b, mpf(1))[0], mp.exp(b * mp.log1p(-x)))
    # A large law beyond its mean by the series of positive terms in DLMF 8.17.8.
    x, a, b = mpf(0.50001), mpf(10**6), mpf(10**6 + 3)
    term = total = 1 / a
    n = 0
    while term > TINY * total:
        term *= (a + b + n) * x / (a + 1 + n)
        total += term
        n += 1
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    same(mp.exp(a * mp.log(x) + b * mp.log(1 - x) - log_beta) * total, beta_tails(x, 1 - x, a, b)[0])
    for x, a in [(0.3, 0.5), (7, 2.5), (40, 60), (90, 60)]:
        x, a = mpf(x), mpf(a)
        same(gamma_tails(x, a)[0], mp.gammainc(a, 0, x, regularized=True))
        same(gamma_tails(x, a)[1], mp.gammainc(a, x, regularized=True))
    # Series and continued fraction, on the same large case.
    same(gamma_series(mpf(1000500), mpf(10**6)), 1 - gamma_fraction(mpf(1000500), mpf(10**6)))
    # Closed forms for 1 and 2 degrees of freedom.
    for t in [mpf(1e-3), mpf(2), mpf(1e9)]:
        same(student_upper(t, mpf(1)), mp.atan(1 / t) / mp.pi)
        root = mp.sqrt(2 + t * t)
        same(student_upper(t, mpf(2)), 1 / (root * (root + t)))


# Arguments. A tail is about exp(-deviance), so deviances are chosen to reach the tails that matter.

DEVIANCES = [0.02, 0.7, 4.5, 13, 33, 115, 400, 688]


def bisect(function, low, high):
    """The double at which an increasing function of a double passes 0; only its rough place matters."""
    for _ in range(80):
        middle = 0.5 * (low + high)
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return low


def rounded(value):
    """Some eight digits, so that the tables stay readable; x near 1 keeps what distinguishes it from 1."""
    if value > 0.9:
        return 1 - float(f"{1 - value:.7e}")
    return float(f"{value:.7e}")


def beta_points(a, b):
    mean = math.log(a / b)

    def deviance(w):
        x, y = 1 / (1 + math.exp(-w)), 1 / (1 + math.exp(w))
        return a * math.log(a / (a + b) / x) + b * math.log(b / (a + b) / y)

    points = [a / (a + b)]
    for target in DEVIANCES:
        points.append(1 / (1 + math.exp(-bisect(lambda w: target - deviance(w), -690, mean))))
        points.append(1 / (1 + math.exp(-bisect(lambda w: deviance(w) - target, mean, 690))))
    return sorted({rounded(x) for x in points if 1e-300 < x < 1 - 1e-15})


def beta_rows():
    shapes = [(0.5, 0.5), (0.5, 3), (2.5, 0.5), (0.5, 1e6), (1e6, 0.5), (1e8, 1e8), (0.5, 1e8), (7.5, 1e7), (1e7, 1.5)]
    # Sums that are no doubles.
    shapes += [(1e7 + 1 / 3, 1e8 / 7 + 0.1), (1e7 / 3, 0.7), (0.6, 1e8 / 3)]
    for trials in [1, 10, 126, 1000, 100000, 10**7]:
        failures = {0, 1, trials // 1000, trials // 20, trials // 2, trials - 1, trials}
        shapes += [(s + 1.0, trials - s + 1.0) for s in sorted(failures)]
    rows = []
    for a, b in dict.fromkeys(shapes):
        xs = beta_points(a, b)
        # Rates that claims declare, where the tail is of a size that a double can hold, or far below it.
        if a <= 1e5 or b <= 1e5:
            xs += [1e-6, 0.001, 0.05, 0.5]
        for x in sorted(set(xs)):
            exact = mpf(x)
            tails = beta_tails(exact, 1 - exact, mpf(a), mpf(b))
            rows.append({"x": x, "a": a, "b": b} | logarithms(*tails))
    return rows


def gamma_rows():
    rows = []
    for a in [0.5, 1, 1.5, 4, 30, 500.5, 1e4, 5e5, 1e8]:

        def deviance(w):
            return a * (math.exp(w) - 1 - w)

        xs = [a]
        for target in DEVIANCES:
            xs.append(a * math.exp(bisect(lambda w: target - deviance(w), -690, 0)))
            xs.append(a * math.exp(bisect(lambda w: deviance(w) - target, 0, 20)))
        for x in sorted({rounded(x) if x < 0.9 or a < 100 else float(f"{x:.12e}") for x in xs if x > 1e-300}):
            rows.append({"x": x, "a": a} | logarithms(*gamma_tails(mpf(x), mpf(a))))
    return rows


def normal_rows():
    zs = [0.0, 1e-8, 0.01, 0.3, 1.0, 1.96, 2.5, 5.0, 6.3, 9.0, 15.0, 26.0, 37.0, 37.6, 60.0, 1e3, 1e10, 1e100, 1e150]
    tails = []
    for z in sorted({sign * z for z in zs for sign in (1, -1)}):
        upper = mp.erfc(mpf(z) / mp.sqrt(2)) / 2
        # Where the tail is 1 to 70 digits its logarithm is minus the other tail.
        log = mp.log1p(-mp.erfc(-mpf(z) / mp.sqrt(2)) / 2) if z < 0 else mp.log(upper)
        # Below 1e-400 the reader's double is 0.
        tails.append({"z": z, "upper": "0" if log > -mpf(10) ** -400 else text(log)})
    quantiles = []
    for p in [1e-300, 1e-200, 1e-100, 1e-30, 1e-10, 1e-6, 5e-4, 0.01, 0.1, 0.2499, 0.2501, 0.4, 0.4999999, 0.50000001, 0.6, 0.75, 0.99, 0.999999, 1 - 1e-12]:
        exact = mpf(p)
        small = min(exact, 1 - exact)
        z = mp.sqrt(2) * mp.erfinv(1 - 2 * small) if small > 0.01 else mp.sqrt(-2 * mp.log(small))
        for _ in range(20):
            tail = mp.erfc(z / mp.sqrt(2)) / 2
            density = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
            z += tail * mp.log(tail / small) / density
        quantiles.append({"p": p, "z": text(-z if p < 0.5 else z)})
    return {"tails": tails, "quantiles": quantiles}


STUDENT_DEGREES = [1, 1.5, 2, 3, 7, 29, 120.5, 1e3, 1e4, 1e6, 1e8]


def student_rows():
    tails, quantiles = [], []
    for df in STUDENT_DEGREES:
        exact_df = mpf(df)
        ts = {0.0, 1e-6, 0.4, 1.0, 2.5}
        for deviance in DEVIANCES[3:]:
            half = deviance / df
            # (1 + t²/df)^(-df/2) = exp(-deviance)
            t = math.sqrt(df) * (math.sqrt(math.expm1(2 * half)) if half < 300 else math.exp(half))
            ts.add(float(f"{t:.6e}"))
        for t in sorted(ts):
            upper = student_upper(mpf(t), exact_df)
            tails.append({"t": t, "df": df, "upper": text(mp.log(upper))})
        for p in [1e-300, 1e-12, 0.001, 0.2, 0.4, 0.4999999, 0.50000001, 0.7]:
            quantiles.append({"p": p, "df": df, "t": text(student_quantile(mpf(p), exact_df))})
    return {"tails": tails, "quantiles": quantiles}


def student_quantile(p, df):
    small = min(p, 1 - p)
    log_constant = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(mp.pi) / 2
    # log P(T > sqrt(df) sinh w) is concave in w, so that Newton's method comes from beyond and does not overshoot.
    w = -mp.log(small) / df + 1 / df
    w = min(w, mp.asinh(mp.sqrt(-2 * mp.log(small) * mp.exp(-2 * mp.log(small) / df) / df)) + 1 / mp.sqrt(df))
    for _ in range(400):
        tail = student_upper(mp.sqrt(df) * mp.sinh(w), df)
        step = tail * mp.log(tail / small) / mp.exp(log_constant - df * mp.log(mp.cosh(w)))
        w += step
        if w < 0:
            w = mpf(0)
        if abs(step) < abs(w) * mpf(10) ** -50:
            break
    else:
        raise RuntimeError(f"no quantile at {p}, {df}")
    t = mp.sqrt(df) * mp.sinh(w)
    return -t if p < 0.5 else t


def write(name, value):
    def lines(rows):
        return ",\n".join("  " + json.dumps(row) for row in rows)

    if isinstance(value, list):
        body = "[\n" + lines(value) + "\n]\n"
    else:
        body = "{\n" + ",\n".join(f' "{key}": [\n{lines(rows)}\n ]' for key, rows in value.items()) + "\n}\n"
    with open(f"{name}.json", "w", encoding="utf-8") as file:
        file.write(body)


if __name__ == "__main__":
    check()
    write("normal", normal_rows())
    write("gamma", gamma_rows())
    write("student", student_rows())
    write("beta", beta_rows())
