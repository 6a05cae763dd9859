#!/bin/sh
# Find a Python that is new enough and hand over to bootstrap.py with the same arguments.
for name in "${KOLLEGA_PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    found=$(command -v "$name") || continue
    if "$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$found" scripts/bootstrap.py "$@"
    fi
done
echo "Digital kollega behöver Python 3.11 eller senare." >&2
old=$(command -v python3) && echo "Här finns $("$old" --version 2>&1) ($old)." >&2
echo "Installera en nyare (Debian och Ubuntu: sudo apt install python3 python3-venv)," >&2
echo "eller peka ut en med KOLLEGA_PYTHON=/sökväg/till/python make run" >&2
exit 2
