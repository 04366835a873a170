//! A quotation in, the wordings of a tracker that it may be of out, each with how it differs.

use super::SourceTracker;
use super::query::Finding;
use super::relation::{Comparer, Comparison, Relation};
use super::statement::{Occurrence, Statement, StatementKind};
use super::verify::{Match, Verdict};
use crate::span::Span;
use crate::text::NormalForm;

/// So many words are part of anything: that somebody else has them is chance.
const FEW: usize = 3;

/// How many words a text has.
fn words(text: &str) -> usize {
    NormalForm::of(text).words().len()
}

/// Whether so few words are part of anything.
pub(super) fn is_short(text: &str) -> bool {
    words(text) <= FEW
}

/// A wording, the statement it is of, and whether its speaker can be the one asked for.
pub(super) struct Candidate<'t> {
    pub(super) found: Match<'t>,
    pub(super) same_speaker: Option<bool>,
    statement: Statement<'t>,
}

impl Candidate<'_> {
    /// How far the words are off.
    pub(super) fn distance(&self) -> impl Ord + use<> {
        let changed = Some(self.found.verdict()).filter(|verdict| *verdict != Verdict::Verbatim);
        let comparison = &self.found.comparison;
        let relation = changed.map(|_| comparison.relation);
        let by_another = self.same_speaker == Some(false);
        (changed.is_some(), by_another, changed, comparison.is_critical(), relation)
    }
}

/// Everything that the words belong to, the closest statement first and its earliest occurrence first.
/// Where no quotation holds them, every wording is looked through for them.
pub(super) fn of<'t>(
    tracker: &'t SourceTracker,
    text: &str,
    speaker: Option<&str>,
    comparer: &mut Comparer,
) -> Vec<Candidate<'t>> {
    let findings = tracker.containing(text);
    let mut matches = compared(&findings, speaker, |raw| comparer.compare(raw, text));
    let said = words(text);
    let few = said <= FEW;
    let by_chance = |candidate: &Candidate<'_>| few && candidate.same_speaker == Some(false);
    matches.retain(|candidate| {
        let is_quoted = candidate.found.kind == StatementKind::Quote;
        is_quoted || is_about(&candidate.found.comparison, said) && !by_chance(candidate)
    });
    if matches.iter().any(|candidate| candidate.found.verdict() <= Verdict::Edited) {
        return matches;
    }
    let findings = tracker.search(text);
    let mut found = compared(&findings, speaker, |raw| comparer.compare_short(raw, text));
    // What comes close to a few words tells something of those who are known to have said it.
    found.retain(|candidate| match candidate.found.comparison.relation <= Relation::Truncated {
        true => !by_chance(candidate),
        false if candidate.found.kind == StatementKind::Claim => false,
        false => speaker.is_none() || candidate.same_speaker == Some(true),
    });
    matches.append(&mut found);
    matches
}

/// The occurrences of the statements that `compare` lets through by their words.
fn compared<'t>(
    findings: &[Finding<'t>],
    speaker: Option<&str>,
    mut compare: impl FnMut(&'t str) -> Option<Comparison>,
) -> Vec<Candidate<'t>> {
    let mut matches = Vec::new();
    for statement in findings.iter().map(|found| found.statement) {
        let (kind, outlets) = (statement.kind(), statement.outlet_count());
        for occurrence in statement.occurrences() {
            let Some(comparison) = compare(occurrence.raw()) else { continue };
            let kind = if is_marked(&occurrence, &comparison) { StatementKind::Quote } else { kind };
            let same_speaker = speaker.and_then(|name| occurrence.may_be_by(name));
            let text = occurrence.text().into();
            let found = Match { occurrence, parts: Vec::new(), text, kind, comparison, outlets };
            matches.push(Candidate { found, same_speaker, statement });
        }
    }
    matches
}

/// Whether most of the `said` words are in what they were compared with; a claim that is a part of them reports
/// something less.
fn is_about(comparison: &Comparison, said: usize) -> bool {
    let added: usize = comparison.changes.iter().map(|change| words(&change.to)).sum();
    added * 3 <= said
}

/// Whether the words stand between marks in the occurrence: a claim may quote a part (the plan “is dead in
/// the water”).
fn is_marked(occurrence: &Occurrence<'_>, comparison: &Comparison) -> bool {
    let raw = occurrence.raw();
    let Some(span) = comparison.aligned.iter().map(|aligned| aligned.0).reduce(Span::cover) else {
        return false;
    };
    let before = raw[..span.start].trim_end();
    let open = before.chars().fold(false, |open, c| match c {
        '“' | '„' | '«' => true,
        '”' | '»' => false,
        '"' => !open,
        _ => open,
    });
    open || before.ends_with(['\'', '‘', '‚'])
}

/// The place among `matches` of another wording of the statement that `best` is of, with other words
/// rather than fewer.
pub(super) fn elsewhere(
    best: &Candidate<'_>,
    matches: &[Candidate<'_>],
    comparer: &mut Comparer,
) -> Option<usize> {
    let own = best.found.occurrence.text();
    let mut differs = |other: &Candidate<'_>| {
        std::ptr::eq(other.statement.row, best.statement.row)
            && other.found.verdict() == Verdict::Altered
            && other.found.comparison != best.found.comparison
            && comparer.difference(own, other.found.occurrence.text()).relation == Relation::Altered
    };
    let others = (0..matches.len()).filter(|at| differs(&matches[*at]));
    others.min_by_key(|at| !matches[*at].found.comparison.is_critical())
}
