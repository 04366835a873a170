#!/usr/bin/env python3
"""Makes rarity.tsv: how rare common English words are, in half bits.

usage: make_rarity.py FREQUENCIES.txt > rarity.tsv

FREQUENCIES.txt is the unigram list of the Python package symspellpy 6.10.1 (MIT licence),
`frequency_dictionary_en_82_765.txt`: word and count, one a line.  Its counts come from the
Google Books Ngram data (CC BY 3.0), its words from SCOWL (free, attribution).

A word's rarity estimates -log2 of the chance that a quotation of 20 words holds it:
-log2(20 * count / total), between half a bit and 12.5 bits, in steps of half a bit.  Words
at 12.5 are left out: that is what an unknown word gets.  Contractions, which the list does not
have, are added by hand with their apostrophe dropped, as the normal form writes them; so are a
few words that are commoner in speech than in print.
"""
import math, sys

CONTRACTIONS = {
    6: "dont its thats im",
    7: "cant ive youre were theyre weve hes shes didnt isnt wont ill well theres id lets",
    8: "doesnt wasnt wouldnt youve arent theyve couldnt whats havent shouldnt youll theyll hasnt hadnt werent",
    9: "aint wed youd hed shed theyd itll thatll wholl heres wheres whos hows whys gonna wanna gotta",
}

# Commoner in speech than in print, and put in or left out freely when speech is written down.
SPEECH = {
    6: "uh um er ah oh",
    8: "really very just actually yeah",
    10: "know",
}

def main():
    count = {}
    for line in open(sys.argv[1], encoding="utf-8-sig"):
        word, n = line.split()
        if word.isalpha() and word.isascii():
            count[word] = int(n)
    total = sum(count.values())
    rows = {}
    for word, n in count.items():
        half_bits = round(2 * -math.log2(20 * n / total))
        if half_bits < 25:
            rows[word] = max(1, half_bits)
    for half_bits, words in [*CONTRACTIONS.items(), *SPEECH.items()]:
        for word in words.split():
            rows[word] = min(rows.get(word, 25), half_bits)
    print("# Rarity of common English words, in half bits: -2 * log2(chance that a quotation of 20 words holds the word).")
    print("# Origin: Google Books Ngram counts (CC BY 3.0) of SCOWL words, as listed by symspellpy 6.10.1 (MIT).")
    print("# Made 2026-11-21 by make_rarity.py beside this file, which says how. Words not listed count 25.")
    print("# Columns: word in normal form (lower case, no apostrophe), half bits (1 to 24). Sorted by word.")
    for word in sorted(rows):
        print(f"{word}\t{rows[word]}")

main()
