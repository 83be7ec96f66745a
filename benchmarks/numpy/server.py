"""Times NumPy in one long-lived process: requests and answers are lines of JSON on stdin and stdout.

The first line says what runs here. A request {"task", "arguments", "seconds"} is answered by {"seconds", "values"}: the
time of each call until the time asked for has passed, at least one call, and what each call returned if that is a
record of numbers; by {"absent": why} for what cannot be done here; by {"error": why} for what went wrong.
"""

import json
import platform
import sys
import time

import numpy as np

from blas import loaded_blas
from kernels import MAKERS
from literal_replicate import literal_replicate

try:
    import scipy
except ImportError:
    scipy = None

RNG = np.random.default_rng(1)
CALLS = {}

# OpenBLAS's threads go on spinning for a while after their work; an answer waits until they sleep, so that what runs
# next has the machine for itself.
PAUSE = 0.03


def call_for(task, arguments):
    if task == "replicate":
        return lambda: literal_replicate(RNG, **arguments)
    key = json.dumps([task, arguments])
    if key not in CALLS:
        CALLS.clear()
        CALLS[key] = MAKERS[task](RNG, **arguments)
    return CALLS[key]


def answer(request):
    call = call_for(request["task"], request["arguments"])
    if call is None:
        return {"absent": "it takes SciPy"}
    seconds = []
    values = []
    end = time.perf_counter() + request["seconds"]
    while True:
        start = time.perf_counter()
        value = call()
        now = time.perf_counter()
        seconds.append(now - start)
        if isinstance(value, dict):
            values.append(value)
        if now >= end:
            return {"seconds": seconds, "values": values}


def send(message):
    print(json.dumps(message), flush=True)


send(
    {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": None if scipy is None else scipy.__version__,
        "blas": loaded_blas(),
    }
)
for line in sys.stdin:
    try:
        message = answer(json.loads(line))
    except Exception as error:
        message = {"error": f"{type(error).__name__}: {error}"}
    time.sleep(PAUSE)
    send(message)
