//! Lookups of typical words, and what a caller's rows may do.

use super::*;

fn word(lexicon: &Lexicon, lower: &str) -> Word {
    *lexicon.word(lexicon.lookup(lower))
}

#[test]
fn typical_words_have_their_likeliest_part_of_speech() {
    let lexicon = Lexicon::english();
    for (form, tag, also) in [
        ("said", Tag::VerbPast, Tag::VerbParticiple),
        ("plans", Tag::NounPlural, Tag::VerbS),
        ("written", Tag::VerbParticiple, Tag::VerbParticiple),
        ("warned", Tag::VerbPast, Tag::VerbParticiple),
        ("told", Tag::VerbPast, Tag::VerbParticiple),
        ("the", Tag::Determiner, Tag::Determiner),
        ("that", Tag::That, Tag::Determiner),
        ("her", Tag::Possessive, Tag::PronounObject),
        ("has", Tag::Auxiliary, Tag::Auxiliary),
        ("smith", Tag::Noun, Tag::Name),
        ("vladimir", Tag::Name, Tag::Name),
        ("emailed", Tag::VerbPast, Tag::VerbParticiple),
        ("quickly", Tag::Adverb, Tag::Adverb),
    ] {
        let word = word(&lexicon, form);
        assert_eq!(word.tag, tag, "{form}");
        assert!(word.tags.has(also), "{form}: {:?}", word.tags);
    }
    assert_eq!(lexicon.lookup("xqzzy"), WordId::UNKNOWN);
    assert_eq!(word(&lexicon, "xqzzy"), Word::default());
}

#[test]
fn a_form_of_two_cues_knows_both() {
    let lexicon = Lexicon::english();
    let claims = word(&lexicon, "claims");
    assert_eq!(lexicon.cue_as(&claims, CuePart::Verb).unwrap().lemma, "claim");
    assert_eq!(lexicon.cue_as(&claims, CuePart::Noun).unwrap().lemma, "claim");
    let thought = word(&lexicon, "thought");
    assert_eq!(lexicon.cue_as(&thought, CuePart::Verb).unwrap().lemma, "think");
    assert_eq!(lexicon.cue_as(&thought, CuePart::Noun).unwrap().lemma, "thought");
    assert_eq!(lexicon.cue_as(&thought, CuePart::Adverb), None);
}

#[test]
fn every_form_of_a_cue_leads_to_its_lemma() {
    let lexicon = Lexicon::english();
    for form in ["say", "says", "said", "saying"] {
        let cue = lexicon.cue(word(&lexicon, form).cue).unwrap();
        assert_eq!((cue.lemma.as_str(), cue.part, cue.strength), ("say", CuePart::Verb, Strength::Strong));
        assert!(cue.frames.any(Frames::QUOTE) && cue.frames.any(Frames::BARE));
    }
    let denied = lexicon.cue(word(&lexicon, "denied").cue).unwrap();
    assert_eq!(denied.polarity, Polarity::Denied);
}

#[test]
fn function_words_are_numbered_and_content_words_are_not() {
    let lexicon = Lexicon::english();
    assert_eq!(word(&lexicon, "the").function, 1);
    assert_ne!(word(&lexicon, "ago").function, 0);
    assert_eq!(word(&lexicon, "senator").function, 0);
}

#[test]
fn names_set_their_flags() {
    let lexicon = Lexicon::english();
    for (form, flag) in [
        ("mary", NameFlags::FEMALE),
        ("dmitry", NameFlags::MALE),
        ("johnson", NameFlags::FAMILY),
        ("mr", NameFlags::TITLE),
        ("mr", NameFlags::HE),
        ("spokeswoman", NameFlags::SHE),
        ("spokesmen", NameFlags::ROLE),
        ("analysts", NameFlags::ROLE),
        ("russia", NameFlags::PLACE),
        ("zealand", NameFlags::PLACE),
        ("russian", NameFlags::DEMONYM),
        ("ministry", NameFlags::BODY),
        ("nato", NameFlags::KNOWN_BODY),
        ("tuesday", NameFlags::DATE),
        ("van", NameFlags::PARTICLE),
        ("iii", NameFlags::SUFFIX),
    ] {
        assert!(word(&lexicon, form).name.any(flag), "{form}");
    }
    for (form, flag) in [("new", NameFlags::PLACE), ("paul", NameFlags::PLACE), ("nato", NameFlags::PLACE)] {
        assert!(!word(&lexicon, form).name.any(flag), "{form}");
    }
}

#[test]
fn names_of_several_words_are_found_whole() {
    let lexicon = Lexicon::english();
    assert_eq!(lexicon.body("associated press").unwrap().name, "Associated Press");
    assert_eq!(lexicon.body("reuters").unwrap().kind, BodyKind::Outlet);
    assert_eq!(lexicon.body("white house").unwrap().kind, BodyKind::Body);
    assert_eq!(lexicon.body("house"), None);
    assert_eq!(lexicon.place("new york"), Some(PlaceKind::State));
    assert_eq!(lexicon.place("us"), Some(PlaceKind::Country));
    assert_eq!(lexicon.title("lt gov").unwrap().name, "Lieutenant Governor");
    assert_eq!(lexicon.title("mrs").unwrap().gender, Some(Gender::She));
}

#[test]
fn abbreviations_say_what_their_full_stop_means() {
    let lexicon = Lexicon::english();
    for (form, kind) in [
        ("mr.", Some(AbbreviationKind::BeforeName)),
        ("no", Some(AbbreviationKind::BeforeNumber)),
        ("vs", Some(AbbreviationKind::Inside)),
        ("u.s.", Some(AbbreviationKind::MayEnd)),
        ("u.s", Some(AbbreviationKind::MayEnd)),
        ("said", None),
    ] {
        assert_eq!(lexicon.is_abbreviation(form), kind, "{form}");
    }
}

#[test]
fn a_callers_row_takes_the_place_of_a_shipped_one() {
    let rows = "say\tverb\tsaid\tspeech\tweak\tquote\tdenied";
    let lexicon = LexiconBuilder::english().add(LexiconFile::Cues, "mine", rows).build().unwrap();
    let said = lexicon.cue(word(&lexicon, "said").cue).unwrap();
    assert_eq!((said.strength, said.polarity), (Strength::Weak, Polarity::Denied));
    assert_eq!(lexicon.cues().len(), Lexicon::english().cues().len());
}

#[test]
fn a_row_that_cannot_be_read_is_an_error_in_every_file() {
    for file in LexiconFile::ALL {
        let text = "# head\n\tnothing in the first column\ta\tb\tc\td\te\tf\tg\th";
        let error = LexiconBuilder::empty().add(file, "mine.tsv", text).build().unwrap_err();
        assert!(error.to_string().starts_with("mine.tsv, line 2: "), "{file:?}: {error}");
    }
}

#[test]
fn an_empty_lexicon_knows_nothing() {
    let lexicon = LexiconBuilder::empty().build().unwrap();
    assert_eq!(lexicon.lookup("said"), WordId::UNKNOWN);
    assert_eq!(lexicon.phrases().find_iter("according to").count(), 0);
}

#[test]
fn a_word_takes_sixteen_bytes_and_the_whole_lexicon_less_than_six_million() {
    assert_eq!(std::mem::size_of::<Word>(), 16);
    let bytes = Lexicon::english().heap_bytes();
    assert!(bytes < 6_000_000, "{bytes}");
}

#[test]
fn epithets_and_the_roles_they_may_mean_are_nouns_that_other_files_know() {
    let lexicon = Lexicon::english();
    let (_, text) = LexiconFile::Epithets.english();
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.is_sorted() && rows.len() > 60);
    let words = || rows.iter().flat_map(|row| row.split(['\t', '|']));
    let is_noun = |word: &&str| lexicon.word(lexicon.lookup(word)).tags.has(Tag::Noun);
    assert_eq!(words().filter(|word| !is_noun(word)).collect::<Vec<_>>(), [""; 0]);
    for row in &rows {
        let (noun, roles) = row.split_once('\t').expect("a noun and its roles");
        assert!(roles.split('|').all(|role| lexicon.may_mean(lexicon.lookup(noun), lexicon.lookup(role))));
        assert!(!lexicon.may_mean(lexicon.lookup(noun), lexicon.lookup(noun)));
    }
}
