//! Our output against a peer's, page by page.

use serde::Serialize;

use super::bootstrap::Interval;
use super::group::largest_first;
use super::page::Scored;

/// Closer F1 are the same: equal shares come out of different divisions.
const TIE: f64 = 1e-9;

/// Ours against one peer's, on the pages that have a gold text.
///
/// F1 is [`Scored::f1`]: by character in Chinese and Japanese, by word
/// elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Comparison {
    pub(super) peer: String,
    pub(super) total: Difference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_type: Vec<Difference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_lang: Vec<Difference>,
}

/// What a comparison says of some pages.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Difference {
    pub(super) name: String,
    pub(super) pages: usize,
    /// Our mean F1.
    pub(super) ours: f64,
    /// The peer's mean F1.
    pub(super) theirs: f64,
    /// The mean of ours minus the peer's.
    pub(super) mean: f64,
    /// `None` if there are too few pages for one.
    pub(super) interval: Option<Interval>,
    pub(super) wins: usize,
    pub(super) losses: usize,
    pub(super) ties: usize,
}

/// One page's two F1.
#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    page_type: &'a str,
    lang: &'a str,
    ours: f64,
    theirs: f64,
}

impl Comparison {
    /// Compares the same pages in the same order. `None` if none of them has a
    /// gold text.
    pub(super) fn new(
        peer: String,
        ours: &[Scored<'_>],
        theirs: &[Scored<'_>],
        by_type: bool,
        by_lang: bool,
    ) -> Option<Self> {
        let pairs: Vec<Pair<'_>> =
            ours.iter().zip(theirs).filter_map(|(ours, theirs)| Pair::new(ours, theirs)).collect();
        let by = |wanted: bool, key| if wanted { groups(&pairs, key) } else { Vec::new() };
        Some(Self {
            peer,
            total: Difference::of("all".to_owned(), &pairs.iter().collect::<Vec<_>>())?,
            by_type: by(by_type, |pair| pair.page_type),
            by_lang: by(by_lang, |pair| pair.lang),
        })
    }
}

fn groups<'a>(pairs: &[Pair<'a>], key: fn(&Pair<'a>) -> &'a str) -> Vec<Difference> {
    let groups = largest_first(pairs, key).into_iter();
    groups.filter_map(|(name, pairs)| Difference::of(name.to_owned(), &pairs)).collect()
}

impl<'a> Pair<'a> {
    fn new(ours: &Scored<'a>, theirs: &Scored<'a>) -> Option<Self> {
        debug_assert_eq!(ours.id, theirs.id, "both are in the order of the gold");
        let Scored { page_type, lang, .. } = *ours;
        Some(Self { page_type, lang, ours: ours.f1()?, theirs: theirs.f1()? })
    }
}

impl Difference {
    fn of(name: String, pairs: &[&Pair<'_>]) -> Option<Self> {
        if pairs.is_empty() {
            return None;
        }
        let differences: Vec<f64> = pairs.iter().map(|pair| pair.ours - pair.theirs).collect();
        let mean =
            |of: fn(&Pair<'_>) -> f64| pairs.iter().map(|pair| of(pair)).sum::<f64>() / pairs.len() as f64;
        let wins = differences.iter().filter(|&&difference| difference > TIE).count();
        let losses = differences.iter().filter(|&&difference| difference < -TIE).count();
        Some(Self {
            name,
            pages: pairs.len(),
            ours: mean(|pair| pair.ours),
            theirs: mean(|pair| pair.theirs),
            mean: mean(|pair| pair.ours - pair.theirs),
            interval: Interval::of_mean(&differences),
            wins,
            losses,
            ties: pairs.len() - wins - losses,
        })
    }
}

#[cfg(test)]
mod tests {
    use dehusk_tests::gold::Gold;

    use super::{Comparison, Difference};
    use crate::eval::page::Scored;
    use crate::eval::predict::Prediction;

    /// Gold, our text and the peer's of each page.
    const PAGES: [(&str, &str, Option<&str>); 4] = [
        (r#"{"id": "a", "gold": "one two", "page_type": "article", "lang": "en"}"#, "one two", Some("one")),
        (r#"{"id": "b", "gold": "one two", "page_type": "article", "lang": "en"}"#, "no", Some("one two")),
        (r#"{"id": "c", "gold": "東京", "page_type": "forum", "lang": "ja"}"#, "東京", None),
        (r#"{"id": "d", "gold": "x", "page_type": "article", "lang": "en"}"#, "x", Some("x")),
    ];

    fn compare(gold: &[&str], by_type: bool, by_lang: bool) -> Option<Comparison> {
        let gold: Vec<Gold> = gold.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let prediction = |text: &str| Prediction { text: text.to_owned(), ..Prediction::default() };
        let pages = || gold.iter().zip(PAGES);
        let ours: Vec<_> =
            pages().map(|(gold, (_, ours, _))| Scored::new(gold, Some(&prediction(ours)))).collect();
        let theirs: Vec<_> = pages()
            .map(|(gold, (_, _, theirs))| Scored::new(gold, theirs.map(prediction).as_ref()))
            .collect();
        Comparison::new("peer".to_owned(), &ours, &theirs, by_type, by_lang)
    }

    #[test]
    fn ours_minus_theirs_is_counted_by_page() {
        let Difference { pages, ours, theirs, mean, wins, losses, ties, .. } =
            compare(&PAGES.map(|page| page.0), false, false).unwrap().total;
        // 1 − 2/3, 0 − 1, 1 − 0 and 1 − 1.
        assert_eq!((pages, wins, losses, ties), (4, 2, 1, 1));
        assert!((ours - 0.75).abs() < 1e-9 && (theirs - (2.0 / 3.0 + 1.0 + 1.0) / 4.0).abs() < 1e-9);
        assert!((mean - (1.0 / 3.0 - 1.0 + 1.0) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn groups_are_those_that_are_asked_for() {
        let names = |groups: &[Difference]| -> Vec<_> {
            groups.iter().map(|group| (group.name.clone(), group.pages)).collect()
        };
        let gold = PAGES.map(|page| page.0);
        let compared = compare(&gold, true, true).unwrap();
        assert_eq!(names(&compared.by_type), [("article".to_owned(), 3), ("forum".to_owned(), 1)]);
        assert_eq!(names(&compared.by_lang), [("en".to_owned(), 3), ("ja".to_owned(), 1)]);
        assert!((compared.by_lang[1].mean - 1.0).abs() < 1e-9);
        let compared = compare(&gold, false, false).unwrap();
        assert!(compared.by_type.is_empty() && compared.by_lang.is_empty());
    }

    #[test]
    fn pages_without_a_gold_text_are_left_out() {
        let snippets = r#"{"id": "b", "with": ["x"]}"#;
        assert_eq!(compare(&[PAGES[0].0, snippets], false, false).unwrap().total.pages, 1);
        assert!(compare(&[snippets], false, false).is_none());
    }
}
