//! About four hundred forms of reporting verbs, for the yardstick that looks for them all.

const VERBS: &str = "accept accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert \
    assure attest beg believe blame boast caution charge cite claim comment complain concede conclude confess confide \
    confirm contend counter declare decry defend demand denounce deny describe detail disclose dismiss echo emphasise \
    explain exclaim express fear forecast guess hint hope imply indicate inform insinuate insist joke lament maintain \
    mention muse mutter note observe opine order plead pledge point praise predict press proclaim promise propose \
    protest query question quip reaffirm reason recall reckon recommend recount reiterate reject remark remind reply \
    report request respond reveal scoff shout signal state stress suggest suspect testify threaten urge vow warn \
    whisper wonder";

const IRREGULAR: &str = "said say says saying told tell tells telling wrote write writes writing written thought think \
    thinks thinking knew know knows knowing known spoke speak speaks speaking spoken";

/// All forms, in no order that matters.
pub fn forms() -> Vec<String> {
    let mut forms: Vec<String> = IRREGULAR.split_whitespace().map(str::to_owned).collect();
    for verb in VERBS.split_whitespace() {
        let stem = verb.strip_suffix('e').unwrap_or(verb);
        let (past, third) = match verb.strip_suffix('y') {
            Some(stem) => (format!("{stem}ied"), format!("{stem}ies")),
            None if verb.ends_with("ss") => (format!("{verb}ed"), format!("{verb}es")),
            None => (format!("{stem}ed"), format!("{verb}s")),
        };
        forms.extend([verb.to_owned(), past, third, format!("{stem}ing")]);
    }
    forms
}
