//! One page's output against its gold.

use dehusk_tests::gold::{Gold, Names};
use dehusk_tests::matching::{self, Agreement, snippet_rate, snippets_in, squeeze};
use dehusk_tests::score::{PrecisionRecall, cjk_f1, word_f1};

use super::predict::Prediction;

/// One page's scores; `None` where gold says nothing.
#[derive(Debug)]
pub(super) struct Scored<'a> {
    pub(super) id: &'a str,
    pub(super) page_type: &'a str,
    pub(super) lang: &'a str,
    pub(super) word: Option<PrecisionRecall>,
    pub(super) cjk: Option<PrecisionRecall>,
    pub(super) snippets: Option<Snippets>,
    pub(super) rates: Rates,
    pub(super) title: Option<Answer>,
    pub(super) author: Option<Answer>,
    pub(super) date: Option<Answer>,
    pub(super) is_missing: bool,
    pub(super) is_empty: bool,
}

/// How many snippets were found, of those that must and must not be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Snippets {
    pub(super) with: usize,
    pub(super) with_found: usize,
    pub(super) without: usize,
    pub(super) without_found: usize,
}

/// Shares of snippets that were found, as WCXB counts them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    pub(super) with: f64,
    pub(super) without: f64,
}

/// A value of the output where gold has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    None,
    Given(Agreement),
}

impl<'a> Scored<'a> {
    /// A page that is missing counts as an empty text.
    pub(super) fn new(gold: &'a Gold, prediction: Option<&Prediction>) -> Self {
        let none = Prediction::default();
        let (is_missing, found) = (prediction.is_none(), prediction.unwrap_or(&none));
        let author = gold.author.as_ref().map(Names::joined);
        let has_letters = |value: &&str| !matching::key(value).is_empty();
        let gold_title = gold.title.as_deref().filter(has_letters);
        let gold_author = author.as_deref().filter(has_letters);
        let gold_date = gold.date.as_deref().filter(|date| matching::day(date).is_some());
        Self {
            id: &gold.id,
            page_type: gold.page_type.as_deref().unwrap_or("-"),
            lang: gold.lang.as_deref().unwrap_or("-"),
            word: gold.gold.as_ref().map(|gold| word_f1(&found.text, gold)),
            cjk: gold.gold.as_ref().map(|gold| cjk_f1(&found.text, gold)),
            snippets: snippets(gold, &found.text),
            rates: rates(gold, &found.text),
            title: answer(gold_title, found.title.as_deref(), matching::title),
            author: answer(gold_author, found.author.as_deref(), matching::author),
            date: answer(gold_date, found.date.as_deref(), matching::date),
            is_missing,
            is_empty: found.text.trim().is_empty(),
        }
    }

    /// The F1 that means something in the page's language: by character in
    /// Chinese and Japanese, by word elsewhere.
    pub(super) fn f1(&self) -> Option<f64> {
        let score = if matches!(self.lang, "zh" | "ja") { self.cjk } else { self.word };
        score.map(|score| score.f1)
    }
}

fn snippets(gold: &Gold, text: &str) -> Option<Snippets> {
    if gold.with.is_empty() && gold.without.is_empty() {
        return None;
    }
    let text = squeeze(text);
    Some(Snippets {
        with: gold.with.len(),
        with_found: snippets_in(&text, &gold.with),
        without: gold.without.len(),
        without_found: snippets_in(&text, &gold.without),
    })
}

fn rates(gold: &Gold, text: &str) -> Rates {
    let text = text.to_lowercase();
    Rates { with: snippet_rate(&text, &gold.with), without: snippet_rate(&text, &gold.without) }
}

fn answer(gold: Option<&str>, found: Option<&str>, agreement: fn(&str, &str) -> Agreement) -> Option<Answer> {
    let gold = gold?;
    let found = found.filter(|found| !found.is_empty());
    Some(found.map_or(Answer::None, |found| Answer::Given(agreement(found, gold))))
}

#[cfg(test)]
mod tests {
    use super::Scored;
    use crate::eval::predict::Prediction;

    #[test]
    fn chinese_is_scored_by_character() {
        let prediction = Prediction { text: "東京都".to_owned(), ..Prediction::default() };
        let f1 = |gold| {
            let gold = serde_json::from_str(gold).unwrap();
            Scored::new(&gold, Some(&prediction)).f1().unwrap()
        };
        assert!(
            (f1(r#"{"id": "a", "lang": "zh", "gold": "東京大学"}"#) - 4.0 / 7.0).abs() < 1e-9,
            "2 of 3 and 2 of 4"
        );
        assert!(f1(r#"{"id": "a", "gold": "東京大学"}"#).abs() < 1e-9, "one word, and another one");
    }
}
