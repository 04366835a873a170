#!/usr/bin/env python3
"""The example `link` and datasketch on the same quotations, one thread each, in one run.

usage: beside_datasketch.py QUOTES.jsonl [N]      (needs: pip install datasketch; link built with --release)

link reads all of QUOTES.jsonl; datasketch (MinHash of 5-character shingles, 128 permutations,
threshold 0.5, insert and query) gets the first N quotations, 5,000 unless told, since its cost a
quotation does not fall with more of them.  Prints quotations per CPU second, reading included.
"""
import json, os, pathlib, resource, subprocess, sys, time


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def link(path):
    exe = pathlib.Path(__file__).resolve().parent.parent / "target/release/examples/link"
    before = cpu(resource.RUSAGE_CHILDREN)
    with open(path, "rb") as quotes:
        subprocess.run([exe, "--stats", "-"], stdin=quotes, stdout=subprocess.DEVNULL, check=True)
    count = sum(1 for _ in open(path, "rb"))
    return count / (cpu(resource.RUSAGE_CHILDREN) - before)


def datasketch(path, count):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    before, done = time.process_time(), 0
    for line in open(path, encoding="utf-8"):
        if done == count:
            break
        text = json.loads(line)["text"].lower()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([text[i : i + 5].encode() for i in range(max(1, len(text) - 4))])
        index.query(sketch)
        index.insert(str(done), sketch)
        done += 1
    return done / (time.process_time() - before)


def main():
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    path, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    ours, theirs = link(path), datasketch(path, count)
    print(f"link {ours:,.0f} quotations per CPU second, datasketch {theirs:,.0f}: {ours / theirs:.0f} times")


if __name__ == "__main__":
    main()
