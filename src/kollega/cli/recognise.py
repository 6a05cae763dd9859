"""`kollega recognise`: find and mask what can point a person out, without a database."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from kollega.recognition import Finding, find, mask

HELP = "find and mask what can point a person out in a text"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a text in UTF-8; - for standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print the masked text and what was found; 0, or 1 where the file cannot be read."""
    try:
        text = _read(options.file)
    except FileNotFoundError:
        return _fail(f"{options.file}: there is no such file")
    except UnicodeDecodeError as error:
        return _fail(
            f"{options.file}: not UTF-8 (byte {error.start}); save it as UTF-8 and try again"
        )
    except OSError as error:
        return _fail(f"{options.file}: {error.strerror}")
    findings = find(text)
    masked = mask(text, findings)
    if options.json:
        found = [asdict(finding) for finding in findings]
        print(json.dumps({"text": masked.text, "findings": found}, ensure_ascii=False))
    else:
        print(_table(findings))
        print()
        print(masked.text)
    return 0


def _read(file: str) -> str:
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return data.decode("utf-8")


def _table(findings: list[Finding]) -> str:
    if not findings:
        return "Nothing found."
    rows = [("KIND", "PLACE", "SURE", "TEXT", "INSTEAD")]
    rows += [
        (
            finding.kind.value,
            f"{finding.start}–{finding.end}",
            f"{finding.confidence:.2f}",
            " ".join(finding.text.split()),
            f"({finding.replacement}?)" if finding.kind.soft else finding.replacement,
        )
        for finding in findings
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _fail(message: str) -> int:
    print(f"kollega recognise: {message}", file=sys.stderr)
    return 1
