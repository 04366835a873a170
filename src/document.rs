//! [`Document`]: one article and what is known about it, as the caller passes it in.

use serde::{Deserialize, Serialize};

/// One article with its facts. Only `id` and `text` are required.
///
/// ```
/// use dixit::Document;
///
/// let document = Document::new("a1", "“Yes,” said Ann Poe.").outlet("Tull Post").published("2031-05-02");
/// assert_eq!(document.outlet.as_deref(), Some("Tull Post"));
/// ```
///
/// Unknown fields of the JSON form are ignored, and `date` is accepted as another name of
/// `published`, `lang` of `language`.
///
/// ```
/// let line = r#"{"id": "a1", "text": "“Yes,” said Ann Poe.", "date": "2031-05-02"}"#;
/// let document: dixit::Document = serde_json::from_str(line).unwrap();
/// assert_eq!(document.published.as_deref(), Some("2031-05-02"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Document {
    /// Identifier, unique among the documents of one tracker.
    pub id: String,
    /// The article. Every span points into it.
    pub text: String,
    /// Name of the publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Date of publication, ISO 8601 (`2016-11-12`, a time may follow).
    #[serde(default, alias = "date", skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Where the article was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline, where it is not part of the text. It is not searched for quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Author line, where it is not part of the text: who "I" is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Language of the text as a BCP 47 tag (`en`, `de`). `None` means English. It tells whether a dash opens speech, and
    /// in all but English quotations that no cue reports are left where they stand, for where they belong was learned
    /// from English. Words that report are looked for in every text, but known in English only: "Ann Poe sagte, die
    /// Brücke sei zu" reports nothing to this crate, and the German "Claims" may be taken for the English word.
    #[serde(default, alias = "lang", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Document {
    /// A document of which nothing else is known yet.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Document { id: id.into(), text: text.into(), ..Document::default() }
    }

    /// Sets the name of the publisher.
    #[must_use]
    pub fn outlet(mut self, outlet: impl Into<String>) -> Self {
        self.outlet = Some(outlet.into());
        self
    }

    /// Sets the date of publication, ISO 8601.
    #[must_use]
    pub fn published(mut self, published: impl Into<String>) -> Self {
        self.published = Some(published.into());
        self
    }

    /// Sets where the article was found.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the headline, where it is not part of the text.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the author line, where it is not part of the text.
    #[must_use]
    pub fn byline(mut self, byline: impl Into<String>) -> Self {
        self.byline = Some(byline.into());
        self
    }

    /// Sets the language of the text, a BCP 47 tag.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }
}
