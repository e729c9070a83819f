"""Runs one job of a benchmark and prints its figures: python -m tests.bench.child MODULE FUNCTION ARGUMENTS."""

import importlib
import json
import sys

if __name__ == "__main__":
    module, function, arguments = sys.argv[1:]
    print(json.dumps(getattr(importlib.import_module(module), function)(*json.loads(arguments))))
