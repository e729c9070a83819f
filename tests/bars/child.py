"""Measures one bar on one database and prints it: python -m tests.bars.child MODULE FUNCTION DATABASE QUICK."""

import importlib
import json
import sys

if __name__ == "__main__":
    module, function, database, quick = sys.argv[1:]
    reached = getattr(importlib.import_module(module), function)(database, quick == "1")
    print(json.dumps([reached.figure, reached.reached], ensure_ascii=False))
