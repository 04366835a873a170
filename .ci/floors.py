"""Holds a report (JSON) against the floors of one set in floors.tsv; exit status 1 when one is missed.

usage: floors.py SET REPORT.json
"""
import json
import pathlib
import sys


def look_up(report, path):
    for key in path.split("."):
        report = report[key]
    return report


def main(name, report_path):
    report = json.loads(pathlib.Path(report_path).read_text(encoding="utf-8"))
    lines = (pathlib.Path(__file__).parent / "floors.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    rows = [row[1:] for row in rows if row[0] == name]
    if not rows:
        sys.exit(f"floors.tsv has no row for {name}")
    missed = 0
    for path, relation, limit in rows:
        value, limit = look_up(report, path), float(limit)
        kept = value >= limit if relation == ">=" else value <= limit
        missed += not kept
        print(f"{name:22} {path:36} {value:8.4g} {relation} {limit:g}{'' if kept else '   MISSED'}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
