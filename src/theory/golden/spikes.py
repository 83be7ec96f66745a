"""What spikes do, from the populations of edges.py with 60 digits: writes spikes.json. Needs mpmath."""

import json
import sys

from mpmath import mp, mpf

from edges import ar1, atoms, geometric, inverse_square, uniform

six = [atoms([1e-3, 1, 1e3], [0.3, 0.4, 0.3]), 0.05]
cases = [(*six, [1e-4, 9e-4, 0.01, 2, 100, 2e3]), (atoms([0, 1, 4], [2, 1, 1]), 1.5, [0.1, 40])]
cases += [(atoms([1], [1]), 1 - 1e-8, [1e-9, 2.5]), (atoms([1], [1]), 1e3, [33, 1e6])]
cases += [(uniform(1, 2), 0.5, [0.4, 1.2, 3.1]), (geometric(1e-3, 1e3), 0.01, [9e-4, 1.2e3]), (ar1(0.7), 3, [9, 20])]
cases += [(ar1(0.7), 1e-3, [0.15, 5.75]), (inverse_square(0.5, 40), 0.7, [0.1, 41, 60])]

if __name__ == "__main__":
    rows = []
    for population, phi, spikes in cases:
        for spike in spikes:
            low, high = population["ends"][0], population["ends"][-1]
            if population["spec"]["kind"] != "atoms" and low <= spike <= high:
                continue
            ell = mpf(spike)
            slope = 1 - mpf(phi) * population["squares"](ell)
            position = ell * (1 + mpf(phi) * population["g"](ell))
            values = {"slope": slope, "position": position, "overlap": ell * slope / position}
            values["variance"] = 2 * ell**2 * slope
            texts = {name: mp.nstr(value, 25) for name, value in values.items()}
            rows.append({"population": population["spec"], "phi": phi, "spike": spike, **texts})
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")
