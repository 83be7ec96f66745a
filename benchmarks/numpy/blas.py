"""Which kernel OpenBLAS chose for this machine, and on how many threads it runs, of every OpenBLAS that is loaded."""

import ctypes
import os

# Builds differ in the names of their functions: plain ones, and those of the wheels of NumPy and SciPy.
NAMES = [("openblas_", ""), ("openblas_", "64_"), ("scipy_openblas_", ""), ("scipy_openblas_", "64_")]


def loaded_blas():
    found = []
    for path in loaded_libraries():
        if "openblas" not in os.path.basename(path):
            continue
        library = ctypes.CDLL(path)
        for prefix, suffix in NAMES:
            try:
                core = getattr(library, f"{prefix}get_corename{suffix}")
                threads = getattr(library, f"{prefix}get_num_threads{suffix}")
            except AttributeError:
                continue
            core.restype = ctypes.c_char_p
            found.append({"library": owner(path), "core": core().decode(), "threads": threads()})
            break
    return found


def owner(path):
    folder = os.path.basename(os.path.dirname(path))
    return {"numpy.libs": "NumPy", "scipy.libs": "SciPy"}.get(folder, os.path.basename(path))


def loaded_libraries():
    try:
        with open("/proc/self/maps", encoding="utf8") as maps:
            paths = {line.split(maxsplit=5)[5].strip() for line in maps if len(line.split(maxsplit=5)) == 6}
    except OSError:
        return []
    return sorted(path for path in paths if path.startswith("/"))
