"""How well names are recognised, and how fast: `python -m bench.recognise FILE… [--json]`.

A FILE holds either one `token TAG` per line with an empty line between sentences (PER, LOC, ORG,
MISC, anything else outside; also IOB2: B-PER, I-PER), or plain text, which gives speed only.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kollega.recognition import Kind, find, words

NAME_TAGS = frozenset({"PER", "LOC", "ORG", "MISC"})
CORRECTIONS = Path(__file__).with_name("recognise_corrections.txt")
_TAGGED = re.compile(r"(?P<token>\S+)[ \t]+(?P<tag>\S+)")
_NO_SPACE_BEFORE = frozenset(",.:;!?)]}%…")
_NO_SPACE_AFTER = frozenset("([{")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its tag (one of NAME_TAGS or O); offsets are of the rebuilt text."""

    text: str
    tag: str
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """A text and, where the file had tags, its sentences of tokens."""

    text: str
    sentences: list[list[Token]]
    digest: str = ""


Spans = list[tuple[int, int]]


def plain_tag(tag: str) -> str:
    """PER, LOC, ORG, MISC or O, whatever scheme the tag was written in."""
    bare = re.sub(r"^[BIESLU]-", "", tag.upper())
    bare = {"PRS": "PER", "PERSON": "PER", "GPE": "LOC", "PLC": "LOC"}.get(bare, bare)
    return bare if bare in NAME_TAGS else "O"


def is_tagged(text: str) -> bool:
    """Whether most lines are a token and a tag."""
    lines = [line for line in text.splitlines()[:2000] if line.strip()]
    fitting = [match for line in lines if (match := _TAGGED.fullmatch(line.strip()))]
    tags = {match["tag"].upper() for match in fitting}
    return len(fitting) > 0.9 * len(lines) and any(plain_tag(tag) != "O" for tag in tags)


def read_rows(text: str) -> list[list[tuple[str, str]]]:
    """Sentences of (token, tag); a line without a tag is outside."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in text.splitlines():
        parts = line.split()
        if not parts:
            sentences.append([])
        elif not line.startswith("#\t"):
            sentences[-1].append((parts[0], plain_tag(parts[-1]) if len(parts) > 1 else "O"))
    return [sentence for sentence in sentences if sentence]


def rebuild(rows: Sequence[Sequence[tuple[str, str]]], digest: str = "") -> Corpus:
    """A readable text of the rows, one sentence a line, that knows where each token stands."""
    pieces: list[str] = []
    sentences: list[list[Token]] = []
    place = 0
    for row in rows:
        tokens: list[Token] = []
        quoted = False
        glue = True
        for text, tag in row:
            quote = text in {'"', "”", "“", "''", "``"}
            if not (glue or text[0] in _NO_SPACE_BEFORE or (quote and quoted)):
                pieces.append(" ")
                place += 1
            tokens.append(Token(text, tag, place, place + len(text), opens=not tokens))
            pieces.append(text)
            place += len(text)
            glue = text in _NO_SPACE_AFTER or (quote and not quoted)
            quoted = quoted != quote
        pieces.append("\n")
        place += 1
        sentences.append(tokens)
    return Corpus("".join(pieces), sentences, digest)


def load(path: Path, half: str | None = None) -> Corpus:
    """The file's corpus; `half` keeps the even (develop) or odd (held-out) sentences."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    if not is_tagged(text):
        return Corpus(text, [])
    rows = read_rows(text)
    if half is not None:
        rows = rows[0 if half == "develop" else 1 :: 2]
    return rebuild(rows, hashlib.sha256(data).hexdigest())


def corrected(path: Path, half: str | None, corrections: Path = CORRECTIONS) -> Corpus | None:
    """The corpus with our corrections, or None where the list is not of this very file."""
    data = path.read_bytes()
    lines = corrections.read_text(encoding="utf-8").splitlines() if corrections.exists() else []
    digest = hashlib.sha256(data).hexdigest()
    if f"# sha256 {digest}" not in lines:
        return None
    rows = [list(row) for row in read_rows(data.decode("utf-8"))]
    for line in lines:
        if line and not line.startswith("#"):
            sentence, token, tag = line.split()[:3]
            word = rows[int(sentence)][int(token)][0]
            rows[int(sentence)][int(token)] = (word, plain_tag(tag))
    kept = rows if half is None else rows[0 if half == "develop" else 1 :: 2]
    return rebuild(kept, digest)


def our_spans(text: str) -> Spans:
    """What the product masks as the name of somebody, something or somewhere."""
    named = [item for item in find(text) if item.kind.is_name or item.kind is Kind.ADDRESS]
    return [(item.start, item.end) for item in named]


def all_spans(text: str) -> Spans:
    """Everything found, warnings about rare traits included."""
    return [(item.start, item.end) for item in find(text)]


def capitals_and_list(corpus: Corpus) -> Spans:
    """Baseline: every capital that does not open a sentence, and every name of our own lists."""
    known = {*words.first_names(), *words.last_names()}
    chosen = [
        token
        for sentence in corpus.sentences
        for token in sentence
        if (token.text[:1].isupper() and not token.opens)
        or (token.text[:1].isupper() and token.text.lower() in known)
    ]
    return [(token.start, token.end) for token in chosen]


def capitals(corpus: Corpus) -> Spans:
    """Baseline: every capital that does not open a sentence."""
    chosen = [
        token
        for sentence in corpus.sentences
        for token in sentence
        if token.text[:1].isupper() and not token.opens
    ]
    return [(token.start, token.end) for token in chosen]


def masked_tokens(corpus: Corpus, spans: Spans) -> list[bool]:
    """For each token whether a span touches it."""
    touched = bytearray(len(corpus.text) + 1)
    for start, end in spans:
        touched[start:end] = b"\1" * (end - start)
    tokens = [token for sentence in corpus.sentences for token in sentence]
    return [any(touched[token.start : token.end]) for token in tokens]


def figures(corpus: Corpus, spans: Spans) -> dict[str, float]:
    """Recall of PER and LOC, and what the masked words (tokens with a letter) are."""
    tokens = [token for sentence in corpus.sentences for token in sentence]
    pairs = list(zip(tokens, masked_tokens(corpus, spans), strict=True))

    def share(hit: Callable[[Token], bool], chosen: list[Token]) -> float:
        return round(sum(map(hit, chosen)) / len(chosen), 4) if chosen else 0.0

    masked = [
        token for token, is_masked in pairs if is_masked and re.search(r"[^\W\d_]", token.text)
    ]
    found = {(token.start, token.end) for token, is_masked in pairs if is_masked}
    return {
        "per_recall": share(
            lambda t: (t.start, t.end) in found, [t for t in tokens if t.tag == "PER"]
        ),
        "loc_recall": share(
            lambda t: (t.start, t.end) in found, [t for t in tokens if t.tag == "LOC"]
        ),
        "precision_names": share(lambda t: t.tag != "O", masked),
        "precision_per_loc": share(lambda t: t.tag in {"PER", "LOC"}, masked),
        "masked_tokens": len(masked),
    }


def speed(text: str) -> float:
    """Characters per second of processor time, lexica loaded but no word of the text seen before."""
    sample = text[:400_000]
    find(sample[:2000])
    began = time.process_time()
    find(sample)
    return len(sample) / (time.process_time() - began)


def start_up() -> float:
    """Seconds for `kollega recognise` on one sentence, a process of its own; the best of three."""
    sentence = "Gunhild Westman, 45, ringde om Kevin i Storavan."
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "kollega", "recognise", "-", "--json"],
            input=sentence.encode(),
            capture_output=True,
            check=True,
        )
        times.append(time.perf_counter() - began)
    return min(times)


def measure(path: Path, half: str | None) -> dict[str, object]:
    """All figures of one file."""
    corpus = load(path, half)
    result: dict[str, object] = {"file": path.name, "characters": len(corpus.text)}
    result["characters_per_second"] = round(speed(corpus.text))
    if not corpus.sentences:
        return result
    spans = our_spans(corpus.text)
    result["raw"] = figures(corpus, spans)
    result["raw_with_warnings"] = figures(corpus, all_spans(corpus.text))
    better = corrected(path, half)
    if better is not None:
        result["corrected"] = figures(better, spans)
    result["baseline_capitals"] = figures(corpus, capitals(corpus))
    result["baseline_capitals_and_list"] = figures(corpus, capitals_and_list(corpus))
    return result


def misses(path: Path, half: str | None) -> list[str]:
    """Tokens that differ from the tags, with their position and sentence, for whoever inspects."""
    corpus = corrected(path, half) or load(path, half)
    step, offset = (1, 0) if half is None else (2, 0 if half == "develop" else 1)
    masked = iter(masked_tokens(corpus, our_spans(corpus.text)))
    lines = []
    for number, sentence in enumerate(corpus.sentences):
        for place, token in enumerate(sentence):
            is_masked = next(masked)
            missed = token.tag in {"PER", "LOC"} and not is_masked
            wrongly = is_masked and token.tag == "O" and re.search(r"[^\W\d_]", token.text)
            if missed or wrongly:
                context = " ".join(item.text for item in sentence)
                what = "missed" if missed else "wrongly"
                lines.append(
                    f"{what}\t{number * step + offset} {place}\t{token.text} {token.tag}\t{context}"
                )
    return lines


def table(results: Sequence[dict[str, object]], start: float) -> str:
    """The figures for a reader."""
    lines = [f"start-up of `kollega recognise`: {start:.2f} s"]
    for result in results:
        lines.append(
            f"\n{result['file']}: {result['characters']:,} characters, "
            f"{result['characters_per_second']:,} characters/s"
        )
        for name, row in result.items():
            if isinstance(row, dict):
                cells = "  ".join(f"{key} {value:g}" for key, value in row.items())
                lines.append(f"  {name:28}{cells}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code is 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(prog="bench.recognise", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--half", choices=("develop", "held-out"), help="even or odd sentences only"
    )
    parser.add_argument("--misses", action="store_true", help="list what differs from the tags")
    options = parser.parse_args(arguments)
    try:
        if options.misses:
            print("\n".join(line for file in options.files for line in misses(file, options.half)))
            return 0
        results = [measure(file, options.half) for file in options.files]
    except (OSError, UnicodeDecodeError) as error:
        print(f"bench.recognise: {error}", file=sys.stderr)
        return 2
    start = start_up()
    if options.json:
        print(
            json.dumps({"start_up_seconds": round(start, 3), "files": results}, ensure_ascii=False)
        )
    else:
        print(table(results, start))
    return 0


if __name__ == "__main__":
    sys.exit(main())
