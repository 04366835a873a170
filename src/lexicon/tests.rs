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

/// The English lexicon with a row of a file in another's place.
fn with(file: LexiconFile, row: &str) -> Lexicon {
    LexiconBuilder::english().add(file, "mine.tsv", row).build().unwrap()
}

/// The English lexicon less what a file says of a form.
fn without(file: LexiconFile, form: &str) -> Lexicon {
    LexiconBuilder::english().without(file, form).build().unwrap()
}

#[test]
fn a_function_word_takes_the_place_of_a_shipped_one_and_of_another_word() {
    let lexicon = with(LexiconFile::Function, "ago\tprep\nsenator\tpron");
    assert_eq!(word(&lexicon, "ago").tag, Tag::Preposition);
    assert_eq!(word(&lexicon, "senator").tag, Tag::Pronoun);
    assert!(word(&lexicon, "ago").function != 0 && word(&lexicon, "senator").function != 0);
    let plain = Lexicon::english();
    assert_eq!(lexicon.function_words().len(), plain.function_words().len() + 1);
    assert_eq!(word(&without(LexiconFile::Function, "whilst"), "whilst"), Word::default());
}

#[test]
fn a_word_takes_the_place_of_a_shipped_one_or_of_its_correction() {
    for file in [LexiconFile::Words, LexiconFile::Corrections] {
        let lexicon = with(file, "abroad-side advocates plans\tr");
        for form in ["advocates", "plans"] {
            assert_eq!(
                (word(&lexicon, form).tag, word(&lexicon, form).tags.len()),
                (Tag::Adverb, 1),
                "{form}"
            );
        }
        assert_eq!(word(&without(file, "adoptee"), "adoptee"), Word::default());
    }
}

/// The row of a function word once was dropped without a word.
#[test]
fn a_row_that_would_be_of_no_use_is_an_error() {
    let rows = "# mine\nplans\tns\nhere today\tr,n\t\ttime";
    let error = LexiconBuilder::english().add(LexiconFile::Words, "mine.tsv", rows).build().unwrap_err();
    assert!(error.to_string().starts_with("mine.tsv, line 3: "), "{error}");
    let rows = "here today\tr,n\ttime";
    let error = LexiconBuilder::english().add(LexiconFile::Words, "mine.tsv", rows).build().unwrap_err();
    assert_eq!(error.to_string(), "mine.tsv, line 1: \"here\" is a function word");
}

#[test]
fn a_cue_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::Cues, "say\tverb\tsaid\tspeech\tweak\tquote\tdenied");
    let said = lexicon.cue(word(&lexicon, "said").cue).unwrap();
    assert_eq!((said.strength, said.polarity), (Strength::Weak, Polarity::Denied));
    assert_eq!(lexicon.cues().len(), Lexicon::english().cues().len());
}

#[test]
fn a_callers_cue_has_its_forms_first() {
    let found = |lexicon: &Lexicon| lexicon.cue(word(lexicon, "found").cue).unwrap().lemma.clone();
    assert_eq!(found(&Lexicon::english()), "find");
    let lexicon = with(LexiconFile::Cues, "found\tverb\t\tspeech\tweak\tquote\tasserted");
    assert_eq!(found(&lexicon), "found");
}

#[test]
fn a_cue_that_is_left_out_has_no_forms_and_weights_may_still_name_it() {
    let lexicon = without(LexiconFile::Cues, "claim");
    assert_eq!((word(&lexicon, "claimed").cue, word(&lexicon, "claims").cue), (0, 0));
    assert!(lexicon.cue_of_key("claim").is_some() && lexicon.cue_of_key("claim/noun").is_some());
    let verb = "claim\tverb\t\tspeech\tweak\tquote\tasserted";
    let builder = LexiconBuilder::english().without(LexiconFile::Cues, "claim");
    let lexicon = builder.add(LexiconFile::Cues, "mine.tsv", verb).build().unwrap();
    let claims = word(&lexicon, "claims");
    assert_eq!(lexicon.cue(claims.cue).unwrap().part, CuePart::Verb);
    assert_eq!(claims.other_cue, 0);
}

#[test]
fn a_title_takes_the_place_of_a_shipped_one_by_each_of_its_spellings() {
    let lexicon = with(LexiconFile::Titles, "Alhaji\t\tAlhaja");
    for form in ["alhaji", "alhaja"] {
        assert_eq!(lexicon.title(form).unwrap(), &Title { name: "Alhaji".into(), gender: None });
        assert!(
            word(&lexicon, form).name.any(NameFlags::TITLE)
                && !word(&lexicon, form).name.any(NameFlags::HE.with(NameFlags::SHE))
        );
    }
    let lexicon = without(LexiconFile::Titles, "Mr.");
    assert!(
        lexicon.title("mr").is_none() && !word(&lexicon, "mr").name.any(NameFlags::TITLE.with(NameFlags::HE))
    );
}

#[test]
fn a_role_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::Roles, "spokeswoman\the\tspokeswomyn");
    let spokeswoman = word(&lexicon, "spokeswoman").name;
    assert!(spokeswoman.any(NameFlags::HE) && !spokeswoman.any(NameFlags::SHE));
    assert!(word(&lexicon, "spokeswomyn").name.any(NameFlags::ROLE));
    assert!(!word(&lexicon, "spokeswomen").name.any(NameFlags::ROLE));
    assert!(!word(&without(LexiconFile::Roles, "analyst"), "analysts").name.any(NameFlags::ROLE));
}

#[test]
fn an_epithet_takes_the_place_of_a_shipped_one() {
    let means = |lexicon: &Lexicon, role| lexicon.may_mean(lexicon.lookup("artist"), lexicon.lookup(role));
    assert!(means(&Lexicon::english(), "painter"));
    let lexicon = with(LexiconFile::Epithets, "artist\tsinger|nurse");
    assert!(means(&lexicon, "nurse") && means(&lexicon, "singer") && !means(&lexicon, "painter"));
    assert!(!means(&without(LexiconFile::Epithets, "artist"), "singer"));
}

#[test]
fn a_given_name_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::GivenNames, "Mary\tm");
    let mary = word(&lexicon, "mary").name;
    assert!(mary.any(NameFlags::MALE) && !mary.any(NameFlags::FEMALE));
    assert!(!word(&without(LexiconFile::GivenNames, "mary"), "mary").name.any(NameFlags::FEMALE));
}

#[test]
fn a_family_name_can_be_left_out() {
    assert!(!word(&without(LexiconFile::FamilyNames, "Johnson"), "johnson").name.any(NameFlags::FAMILY));
    assert!(word(&with(LexiconFile::FamilyNames, "Vantrell"), "vantrell").name.any(NameFlags::FAMILY));
}

#[test]
fn a_place_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::Places, "Russian\tcity\nNew York\tcountry");
    let russian = word(&lexicon, "russian").name;
    assert!(russian.any(NameFlags::PLACE) && !russian.any(NameFlags::DEMONYM));
    assert_eq!(lexicon.place("new york"), Some(PlaceKind::Country));
    let lexicon = without(LexiconFile::Places, "Russia");
    assert!(lexicon.place("russia").is_none() && !word(&lexicon, "russia").name.any(NameFlags::PLACE));
}

#[test]
fn a_body_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::Bodies, "Reuters Press|Reuters\tbody");
    assert_eq!(
        lexicon.body("reuters").unwrap(),
        &Body { name: "Reuters Press".into(), kind: BodyKind::Body }
    );
    let lexicon = without(LexiconFile::Bodies, "NATO");
    assert!(lexicon.body("nato").is_none() && !word(&lexicon, "nato").name.any(NameFlags::KNOWN_BODY));
    let lexicon = without(LexiconFile::Bodies, "AP");
    assert!(lexicon.body("ap").is_none() && lexicon.body("associated press").is_some());
}

#[test]
fn a_word_of_bodies_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::BodyWords, "newspaper\t\nministry\tnoun");
    assert!(!lexicon.is_outlet_word(lexicon.lookup("newspaper")));
    assert!(lexicon.is_outlet_word(lexicon.lookup("ministry")));
    assert!(!word(&lexicon, "ministry").name.any(NameFlags::BODY));
    assert!(!word(&without(LexiconFile::BodyWords, "ministry"), "ministry").name.any(NameFlags::BODY));
}

#[test]
fn an_abbreviation_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::Abbreviations, "u.s\tinside");
    assert_eq!(lexicon.is_abbreviation("u.s"), Some(AbbreviationKind::Inside));
    assert_eq!(without(LexiconFile::Abbreviations, "U.S.").is_abbreviation("u.s"), None);
}

#[test]
fn a_part_of_names_takes_the_place_of_a_shipped_one() {
    let lexicon = with(LexiconFile::NameParts, "van\tsuffix");
    let van = word(&lexicon, "van").name;
    assert!(van.any(NameFlags::SUFFIX) && !van.any(NameFlags::PARTICLE));
    assert!(!word(&without(LexiconFile::NameParts, "Tuesday"), "tuesday").name.any(NameFlags::DATE));
}

#[test]
fn a_phrase_takes_the_place_of_a_shipped_one() {
    let class = |lexicon: &Lexicon| {
        let found = lexicon.phrases().find_iter("It rained, according to Poe.").next()?;
        Some(lexicon.phrases().entry(found.phrase).class)
    };
    assert_eq!(class(&Lexicon::english()), Some(PhraseClass::SourceAfter));
    let lexicon = with(LexiconFile::Phrases, "according to\tmedium\tspeech\tweak");
    assert_eq!(class(&lexicon), Some(PhraseClass::Medium));
    assert_eq!(lexicon.phrases().count(), Lexicon::english().phrases().count());
    assert_eq!(class(&without(LexiconFile::Phrases, "according to")), None);
}

#[test]
fn the_last_word_on_an_entry_counts() {
    let gender = |change: fn(LexiconBuilder) -> LexiconBuilder| {
        let lexicon = change(LexiconBuilder::english()).build().unwrap();
        let name = word(&lexicon, "mary").name;
        (name.any(NameFlags::FEMALE), name.any(NameFlags::MALE))
    };
    const NAMES: LexiconFile = LexiconFile::GivenNames;
    assert_eq!(gender(|names| names.add(NAMES, "a", "mary\tboth\nmary\tm")), (false, true));
    assert_eq!(gender(|names| names.add(NAMES, "a", "mary\tm").add(NAMES, "b", "Mary\tf")), (true, false));
    assert_eq!(gender(|names| names.without(NAMES, "Mary").add(NAMES, "a", "mary\tm")), (false, true));
    assert_eq!(gender(|names| names.add(NAMES, "a", "mary\tm").without(NAMES, "mary")), (false, false));
}

#[test]
fn what_a_file_does_not_hold_cannot_be_left_out_of_it() {
    for file in LexiconFile::ALL {
        let error = LexiconBuilder::english().without(file, "xqzzy").build().unwrap_err();
        let expected = format!("{} has no entry \"xqzzy\" that could be left out", file.english().0);
        assert_eq!(error.to_string(), expected);
    }
}

/// Nothing in the shipped files is there for them alone.
#[test]
fn a_copy_of_the_shipped_files_is_the_same_lexicon() {
    let copy = LexiconFile::ALL.into_iter().fold(LexiconBuilder::empty(), |builder, file| {
        let (name, text) = file.english();
        builder.add(file, name, text)
    });
    let (copy, shipped) = (copy.build().unwrap(), Lexicon::english());
    let of = |lexicon: &Lexicon, form: &str| *lexicon.word(lexicon.lookup(form));
    let forms = (1..=shipped.word_count() as u32).map(|number| shipped.form(WordId(number)));
    let other: Vec<&str> = forms.filter(|form| of(&copy, form) != of(&shipped, form)).collect();
    assert_eq!(other, [""; 0]);
    assert!(copy.word_count() == shipped.word_count() && copy.cues() == shipped.cues());
    assert_eq!(copy.phrases().count(), shipped.phrases().count());
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
