"""Ai and Ai' by mpmath with 40 digits: writes airy.json. The arguments are the exact values of the doubles."""

import json
import sys

from mpmath import mp

mp.dps = 40
places = [-3, -2.875, -2.338107410459767, -2.3, -1.6, -1.018792971647471, -1, -0.5, -1e-3, 0, 1e-9, 0.1, 0.5, 0.999, 1]
places += [1.25, 2, 2.7, 3.14, 4.5, 5.01, 6.99, 7.5, 8.001, 8.999, 9, 9.001, 9.7, 11, 14.2, 20, 33.3, 60, 100, 103.5]
with open(sys.argv[1], "w", encoding="utf-8") as out:
    rows = [
        {"x": x, "value": mp.nstr(mp.airyai(x), 25), "slope": mp.nstr(mp.airyai(x, derivative=1), 25)} for x in places
    ]
    out.write("[\n" + ",\n".join("  " + json.dumps(row) for row in rows) + "\n]\n")
