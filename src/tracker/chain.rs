//! A statement in, how it passed from outlet to outlet out: a small graph whose every step names
//! the document that says so and the bytes where it does.

use serde::{Deserialize, Serialize};

use super::copies;
use super::provenance::Route;
use super::statement::{Occurrence, Statement};
use crate::span::Span;

/// How a statement passed from outlet to outlet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Chain {
    /// Every outlet that carried it or is named as where it came from, by name.
    pub outlets: Vec<ChainOutlet>,
    /// Every step that a document tells of, or that near-identical documents show.
    pub steps: Vec<Step>,
}

/// An outlet of a [`Chain`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChainOutlet {
    /// Its one name.
    pub name: String,
    /// Its documents with the statement; none for an outlet that is only named.
    pub documents: Vec<String>,
    /// The earliest date of these.
    pub first: Option<String>,
}

/// One step of a [`Chain`]: `to` has it from `from`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Step {
    /// The outlet that had it before.
    pub from: String,
    /// The outlet that took it over.
    pub to: String,
    /// How.
    pub kind: StepKind,
    /// The document that says so; of near-identical ones the later.
    pub document: String,
    /// The words that say so: bytes of that document's text. Empty where its facts say it.
    pub evidence: Span,
}

/// How a statement got from one outlet to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StepKind {
    /// The speaker said it to the first, as the second tells.
    Told,
    /// The first reported it, as the second tells.
    Reported,
    /// The whole document was the first's before.
    Republished,
    /// The document is signed by the first.
    Byline,
    /// The document bears the first's wire mark.
    Wire,
    /// The documents are near-identical, and the first's is earlier.
    Copy,
}

impl From<Route> for StepKind {
    fn from(route: Route) -> Self {
        match route {
            Route::Told => StepKind::Told,
            Route::Reported => StepKind::Reported,
            Route::Republished => StepKind::Republished,
            Route::Byline => StepKind::Byline,
            Route::Wire => StepKind::Wire,
        }
    }
}

impl Statement<'_> {
    /// How the statement passed from outlet to outlet. Documents without an outlet go by their id.
    pub fn chain(&self) -> Chain {
        let mut outlets: Vec<ChainOutlet> = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        let own = |occurrence: &Occurrence<'_>| {
            occurrence.canonical_outlet().unwrap_or(occurrence.document()).to_string()
        };
        for occurrence in self.occurrences() {
            let to = own(&occurrence);
            let document = occurrence.document().to_string();
            let first = occurrence.published().filter(|_| occurrence.date().is_some()).map(str::to_string);
            outlets.push(ChainOutlet { name: to.clone(), documents: vec![document.clone()], first });
            for via in occurrence.via().chain(occurrence.origins()) {
                let from = via.outlet.to_string();
                outlets.push(ChainOutlet { name: from.clone(), documents: Vec::new(), first: None });
                steps.push(Step {
                    from,
                    to: to.clone(),
                    kind: via.route.into(),
                    document: document.clone(),
                    evidence: via.evidence,
                });
            }
        }
        let named = |steps: &[Step], to: &str, document: &str| {
            steps.iter().any(|step| {
                step.to == to
                    && step.document == document
                    && !matches!(step.kind, StepKind::Told | StepKind::Reported)
            })
        };
        for (earlier, later) in copies::pairs(self) {
            let (from, to) = (own(&earlier), own(&later));
            let document = later.document().to_string();
            // A day and an hour of it may be in either order.
            let told = earlier.date().zip(later.date()).is_some_and(|(a, b)| a.is_before(b));
            if told && from != to && !named(&steps, &to, &document) {
                steps.push(Step { from, to, kind: StepKind::Copy, document, evidence: Span::default() });
            }
        }
        steps.sort_unstable();
        steps.dedup();
        Chain { outlets: merged(outlets), steps }
    }
}

/// One entry for each outlet, by name. They come with the earliest document first.
fn merged(mut outlets: Vec<ChainOutlet>) -> Vec<ChainOutlet> {
    outlets.sort_by(|a, b| a.name.cmp(&b.name));
    outlets.dedup_by(|later, kept| {
        let same = later.name == kept.name;
        if same {
            kept.documents.append(&mut later.documents);
            kept.first = kept.first.take().or(later.first.take());
        }
        same
    });
    for outlet in &mut outlets {
        outlet.documents.sort_unstable();
        outlet.documents.dedup();
    }
    outlets
}
