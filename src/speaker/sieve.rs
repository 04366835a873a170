//! What decided on a speaker, by name.

/// Declares the sieves: each with its name in the JSON form and what it rests on.
macro_rules! sieves {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// What decided on a speaker: the name in [`Attribution::sieve`](crate::Attribution::sieve).
        ///
        /// Weights know a sieve by its number, so new ones are added at the end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Sieve {
            $(
                #[doc = $doc]
                $variant,
            )*
        }

        impl Sieve {
            /// All of them, by number.
            #[cfg(test)]
            pub(super) const ALL: &'static [Sieve] = &[$(Sieve::$variant),*];

            /// Its name in the JSON form.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Sieve::$variant => $name,)*
                }
            }
        }
    };
}

sieves! {
    Label "label" "A label between the opening mark and the words: `“POE: It is late.”`.";
    Name "name" "The source is the name.";
    NameVariant "name variant" "The source is a shorter form of a name with one bearer.";
    SharedName "shared name" "The source is a name with several bearers.";
    Apposition "apposition" "The source is a noun beside a name.";
    Role "role" "The source is a noun that the text has for somebody.";
    Epithet "epithet" "The source is another noun for somebody in focus.";
    Relative "relative" "The source is a relative pronoun behind its noun.";
    Pronoun "pronoun" "The source is a pronoun with its likeliest antecedent.";
    Anonymous "anonymous" "The source is a noun for a person whom the text does not name.";
    Group "group" "The source is a noun for several.";
    Body "body" "The source is a noun for a body.";
    Document "document" "The source is a noun for something written.";
    Announced "announced" "The sentence before announces the speaker.";
    Running "running speaker" "The speaker of the quote before, or of those before and after, goes on.";
    SameParagraph "same paragraph" "Another quote of the paragraph has the speaker.";
    Beat "beat" "The speaker is the first to act in the paragraph.";
    Vocative "vocative" "The quote before calls the speaker by name.";
    Alternation "alternation" "Two speakers take turns.";
    FirstPerson "first person" "The source is \"I\" or \"we\", and a byline says who writes.";
    Several "several" "The source is two people.";
    Beside "beside" "Somebody and a reporting verb stand behind the quote.";
    Headline "headline" "A headline opens with the speaker and a colon.";
    Interrupted "interrupted" "A quote within the quote has the speaker.";
    Lead "lead" "The sentence before or behind tells of the speaker.";
    Interview "interview" "The text is an interview.";
    Participle "participle" "The cue is a participle of the sentence's main one.";
    Some "some" "The source is some of those spoken of before.";
}
