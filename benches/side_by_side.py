#!/usr/bin/env python3
"""Links the same quotations with datasketch (MinHash LSH) and with the example `link`, side by side.

usage: side_by_side.py QUOTES.jsonl [--link PATH] [--peer N] [--out DIR]

QUOTES.jsonl  {"id", "doc", "outlet", "date", "text"} a line
--link PATH   the example, built with --release (default: target/release/examples/link)
--peer N      how many quotations the peer takes (default: 20000; its time grows with their number)
--out DIR     where both write "id<TAB>cluster", for a scorer

Both use one thread; what is counted is CPU time of reading the words, hashing, indexing and linking,
not of reading JSON or writing results. The peer: 128 permutations, sets of runs of 5 characters of the
text in lower case, threshold 0.5, and statements are what its pairs connect. Without datasketch the
script says so and runs `link` alone.
"""
import argparse, json, pathlib, re, subprocess, sys, time


def quotations(path, limit):
    with open(path, encoding="utf-8") as lines:
        rows = (json.loads(line) for _, line in zip(range(limit), lines))
        return [(str(row["id"]), row["text"]) for row in rows]


def normal(text):
    return " ".join(re.findall(r"\w+", text.lower()))


def peer(rows):
    """The cluster of each quotation, and the CPU time."""
    from datasketch import MinHash, MinHashLSH

    start = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    parent = list(range(len(rows)))

    def root(at):
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for number, (_, text) in enumerate(rows):
        text = normal(text)
        shingles = {text[at:at + 5].encode() for at in range(max(1, len(text) - 4))}
        sketch = MinHash(num_perm=128, seed=1)
        sketch.update_batch(shingles)
        for other in index.query(sketch):
            a, b = root(number), root(other)
            parent[max(a, b)] = min(a, b)
        index.insert(number, sketch)
    clusters = [root(at) for at in range(len(rows))]
    return clusters, time.process_time() - start


def own(program, path, out):
    """What the example says of its speed."""
    with open(path, "rb") as quotes, open(out, "wb") as found:
        run = subprocess.run([program, "--stats", "-"], stdin=quotes, stdout=found, stderr=subprocess.PIPE, check=True)
    said = run.stderr.decode()
    return said.strip(), float(re.search(r"(\d+) quotes per CPU second", said)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes")
    parser.add_argument("--link", default="target/release/examples/link")
    parser.add_argument("--peer", type=int, default=20_000)
    parser.add_argument("--out", default=".")
    options = parser.parse_args()
    out = pathlib.Path(options.out)

    said, speed = own(options.link, options.quotes, out / "link.tsv")
    print("link:      ", said)
    rows = quotations(options.quotes, options.peer)
    try:
        clusters, seconds = peer(rows)
    except ImportError:
        sys.exit("datasketch: skipped, it is not installed (pip install datasketch)")
    with open(out / "datasketch.tsv", "w", encoding="utf-8") as found:
        found.writelines(f"{row[0]}\t{cluster}\n" for row, cluster in zip(rows, clusters))
    rate = len(rows) / seconds
    print(f"datasketch: {len(rows)} quotes: {seconds:.2f} s, {rate:.0f} quotes per CPU second")
    print(f"link is {speed / rate:.0f} times as fast")


if __name__ == "__main__":
    main()
