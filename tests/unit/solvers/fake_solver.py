"""A command-line solver that misbehaves as its first argument says."""

import os
import sys
import time

mode = sys.argv[1]
script = sys.stdin.read()
if mode == "honest":  # "unsat" if the script asserts false
    print("unsat" if "(assert false)" in script else "unknown")
elif mode == "crash":
    os.abort()
elif mode == "hang":
    while True:
        time.sleep(3600)
elif mode == "memory":
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))
elif mode == "garbage":
    print("\x00\x01unsatisfactory")
elif mode == "flood":
    while True:
        print("unsat")
elif mode == "error":
    print('(error "line 1 column 1: unknown constant x")')
    print("unsat")
elif mode == "late-error":
    print("unsat")
    print('(error "line 9 column 1: unknown constant x")')
elif mode == "code":
    print("unsat")
    sys.exit(3)
elif mode == "silent":
    pass
elif mode == "resources":
    print("resource limit reached")
elif mode == "arguments":
    print("unsat" if sys.argv[2:] == ["500", "7"] else "unknown")
