"""What NumPy and SciPy do in the place of each kernel: a name gives a maker, which gives a call without arguments."""

import numpy as np

try:
    import scipy.linalg
except ImportError:
    scipy = None


def normals(rng, count):
    out = np.empty(count)
    return lambda: rng.standard_normal(out=out)


def multiply(rng, order):
    a, b = rng.standard_normal((2, order, order))
    return lambda: a @ b


def symmetric_product(rng, rows, columns):
    x = rng.standard_normal((rows, columns))
    return lambda: x.T @ x


def positive(rng, order):
    x = rng.standard_normal((2 * order, order))
    return x.T @ x / (2 * order)


def cholesky_factor(rng, order):
    a = positive(rng, order)
    return lambda: np.linalg.cholesky(a)


def cholesky_solve(rng, order, columns):
    if scipy is None:
        return None
    factor = np.linalg.cholesky(positive(rng, order))
    right = rng.standard_normal((order, columns))
    return lambda: scipy.linalg.cho_solve((factor, True), right, check_finite=False)


def multiply_vector(rng, rows, columns):
    x = rng.standard_normal((rows, columns))
    v = rng.standard_normal(columns)
    return lambda: x @ v


def ridge_operator(rng, rows, columns):
    x = rng.standard_normal((rows, columns))
    v = rng.standard_normal(columns)
    return lambda: x.T @ (x @ v) / rows + 0.05 * v


def ridge_solution(rng, rows, columns):
    x = rng.standard_normal((rows, columns))
    right = rng.standard_normal(columns)

    def call():
        gram = x.T @ x / rows
        gram[np.diag_indices_from(gram)] += 0.05
        if scipy is None:
            return np.linalg.solve(gram, right)
        factor = scipy.linalg.cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
        return scipy.linalg.cho_solve(factor, right, check_finite=False)

    return call


def dot_product(rng, length):
    a, b = rng.standard_normal((2, length))
    return lambda: a @ b


def eigenvalues(rng, order):
    a = positive(rng, order)
    return lambda: np.linalg.eigvalsh(a)


def eigenvectors(rng, order):
    a = positive(rng, order)
    return lambda: np.linalg.eigh(a)


def thin_qr(rng, rows, columns):
    a = rng.standard_normal((rows, columns))
    return lambda: np.linalg.qr(a)


def singular_values(rng, rows, columns):
    a = rng.standard_normal((rows, columns))
    return lambda: np.linalg.svd(a, full_matrices=False)


def operator_norm(rng, order):
    a = rng.standard_normal((order, order))
    return lambda: np.linalg.norm(a, 2)


MAKERS = {
    "normals": normals,
    "multiply": multiply,
    "symmetricProduct": symmetric_product,
    "choleskyFactor": cholesky_factor,
    "choleskySolve": cholesky_solve,
    "multiplyVector": multiply_vector,
    "ridgeOperator": ridge_operator,
    "ridgeSolution": ridge_solution,
    "dotProduct": dot_product,
    "eigenvalues": eigenvalues,
    "eigenvectors": eigenvectors,
    "thinQr": thin_qr,
    "singularValues": singular_values,
    "operatorNorm": operator_norm,
}
