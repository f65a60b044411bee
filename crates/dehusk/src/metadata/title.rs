//! Which title, and without which site's name.
//!
//! The order of trust: the heading that readers see, if what the page says for
//! machines confirms it; then JSON-LD, `<meta>`, the heading alone, `<title>`.
//! Titles for machines are written for searches and for sharing, so that the
//! heading is the title that the author gave more often; but it may also be the
//! name of the site or a slogan, which nothing confirms.

use std::collections::HashSet;

use dehusk_classify::letters;

use super::address::Host;
use crate::document::{Source, Sourced};

/// Signs that sites put between a title and their own name.
const DIVIDERS: [&str; 14] =
    [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " • ", " // ", " ｜ ", "｜", "|", "_", " ― "];
/// A title has fewer parts of a site than this behind it.
const MOST_PARTS: usize = 3;
/// Letters of the shortest words that tell titles apart.
const LEAST_LETTERS: usize = 4;
/// So many letters at least say which title a heading begins.
const LEAST_BEGINNING: usize = 4;

/// What is known of the name of the site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) host: Option<Host<'a>>,
}

impl Site<'_> {
    /// Whether a part of a title is the name of the site.
    pub(super) fn is(self, part: &str) -> bool {
        let is_name = self.name.is_some_and(|name| part.trim().eq_ignore_ascii_case(name.trim()));
        is_name || self.host.is_some_and(|host| host.is_named(part))
    }
}

/// Takes the site's name off titles, but only on evidence: the name is known or
/// is that of the host, or another title of the same page stands without it.
pub(super) fn strip_site_names(titles: &mut [Sourced<String>], site: Site<'_>) {
    let all: Vec<String> = titles.iter().map(|title| title.value.clone()).collect();
    for title in titles {
        for _ in 0..MOST_PARTS {
            let Some(stripped) = strip(&title.value, site, &all) else { break };
            title.value = stripped;
        }
    }
}

fn strip(title: &str, site: Site<'_>, others: &[String]) -> Option<String> {
    let parts = DIVIDERS.iter().flat_map(|divider| {
        title.match_indices(divider).map(|(at, _)| (&title[..at], &title[at + divider.len()..]))
    });
    let is_title = |part: &str| others.iter().any(|other| other == part.trim());
    parts
        .filter_map(|(head, tail)| {
            if site.is(tail) || is_title(head) {
                Some(head)
            } else if site.is(head) || is_title(tail) {
                Some(tail)
            } else {
                None
            }
        })
        .map(|part| part.trim().to_owned())
        .find(|part| !part.is_empty())
}

/// What stands on the page as its title.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown<'a> {
    /// The block that the classifier took for the title.
    pub(super) block: Option<&'a str>,
    /// The main `<h1>`, wherever it stands.
    pub(super) heading: Option<&'a str>,
}

/// The title of the document, given what readers see.
pub(super) fn choose(
    titles: &[Sourced<String>],
    shown: Shown<'_>,
    site: Site<'_>,
) -> Option<Sourced<String>> {
    let clean = |text: &str| text.trim_end_matches(super::is_anchor_sign).replace('\n', " ");
    let block = shown.block.map(clean).filter(|block| !block.is_empty());
    let heading = shown.heading.map(clean).filter(|heading| !heading.is_empty());
    if let (Some(block), Some(heading)) = (&block, &heading)
        && let Some(title) = divided(titles, block, heading)
    {
        return Some(title);
    }
    let confirmed = [&block, &heading].into_iter().flatten().find_map(|text| confirmed(titles, text, site));
    confirmed.or_else(|| match (titles.first(), block) {
        (None, block) => Some(Sourced::new(block?, Source::Text)),
        // A `<title>` that the block has nothing of says what the site is, and a
        // word alone names a part of the page.
        (Some(first), Some(block)) if first.source == Source::TitleElement && block.contains(' ') => {
            Some(Sourced::new(block, Source::Text))
        }
        (Some(first), _) => Some(first.clone()),
    })
}

/// The title that a block begins and the heading ends: its parts were set in
/// two lines.
fn divided(titles: &[Sourced<String>], block: &str, heading: &str) -> Option<Sourced<String>> {
    let (block, heading) = (letters(block), letters(heading));
    let is_whole = |title: &&Sourced<String>| {
        let title = letters(&title.value);
        block.len() < title.len() && title.strip_prefix(&block).is_some_and(|rest| rest == heading)
    };
    if block.is_empty() || heading.is_empty() { None } else { titles.iter().find(is_whole).cloned() }
}

/// The heading, or the title that it holds, if a title for machines has to do
/// with it.
fn confirmed(titles: &[Sourced<String>], heading: &str, site: Site<'_>) -> Option<Sourced<String>> {
    let own = letters(heading);
    let source_of = |fits: &dyn Fn(&str) -> bool| {
        titles.iter().find(|title| fits(&letters(&title.value))).map(|title| title.source)
    };
    if let Some(source) = source_of(&|title| title == own) {
        return Some(Sourced::new(heading.to_owned(), source));
    }
    if site.is(heading) {
        return None;
    }
    // A kicker that markup put into the heading.
    let first = titles.first().filter(|title| title.source != Source::TitleElement);
    if let Some(first) = first.filter(|first| has_kicker_before(&own, &letters(&first.value))) {
        return Some(first.clone());
    }
    let others: Vec<String> = titles.iter().map(|title| letters(&title.value)).collect();
    let is_site_before = |title: &String| {
        title
            .strip_prefix(&own)
            .is_some_and(|rest| !rest.is_empty() && others.iter().any(|other| other == rest))
    };
    if others.iter().any(is_site_before) {
        return None;
    }
    let is_begun = source_of(&|title| own.chars().count() >= LEAST_BEGINNING && title.starts_with(&own));
    let source = is_begun.is_some() || titles.iter().any(|title| shares_words(heading, &title.value));
    source.then(|| Sourced::new(heading.to_owned(), is_begun.unwrap_or(Source::Text)))
}

/// Whether a heading is a short label and a title.
fn has_kicker_before(heading: &str, title: &str) -> bool {
    heading.strip_suffix(title).is_some_and(|kicker| !kicker.is_empty() && kicker.len() < title.len())
}

/// Whether a third of the words of a heading come in a title.
fn shares_words(heading: &str, title: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= LEAST_LETTERS)
            .map(str::to_lowercase)
            .collect()
    };
    let (heading, title) = (words(heading), words(title));
    let shared = heading.intersection(&title).count();
    shared > 0 && shared * 3 >= heading.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(titles: &[&str], source: Source) -> Vec<Sourced<String>> {
        titles.iter().map(|title| Sourced::new((*title).to_owned(), source)).collect()
    }

    fn stripped(values: &[&str], name: Option<&str>, url: Option<&str>) -> Vec<String> {
        let mut titles = titles(values, Source::Meta);
        strip_site_names(&mut titles, Site { name, host: url.and_then(Host::of) });
        titles.into_iter().map(|title| title.value).collect()
    }

    #[test]
    fn site_names_go_on_evidence_only() {
        assert_eq!(stripped(&["Tides | The Coast"], Some("The Coast"), None), ["Tides"]);
        assert_eq!(stripped(&["Tides", "Tides - The Coast"], None, None), ["Tides", "Tides"]);
        assert_eq!(stripped(&["The Coast » Tides"], Some("the coast"), None), ["Tides"]);
        assert_eq!(stripped(&["Spider-Man - No Way Home"], None, None), ["Spider-Man - No Way Home"]);
    }

    #[test]
    fn the_host_is_evidence() {
        let url = Some("https://www.the-coast.example/tides");
        assert_eq!(stripped(&["Tides | The Coast"], None, url), ["Tides"]);
        assert_eq!(stripped(&["Tides_The Coast UK"], None, url), ["Tides"]);
        assert_eq!(stripped(&["Tides | The Sea"], None, url), ["Tides | The Sea"]);
        assert_eq!(stripped(&["The Coast"], None, url), ["The Coast"]);
    }

    #[test]
    fn a_heading_is_the_title_if_something_confirms_it() {
        let site = Site { name: Some("The Coast"), host: None };
        let chosen = |heading: &str, machine: &str| {
            let shown = Shown { block: Some(heading), heading: None };
            choose(&titles(&[machine], Source::Meta), shown, site).map(|title| title.value)
        };
        for (heading, machine, expected) in [
            ("Tides: a guide", "Tides", "Tides: a guide"),
            ("How tides turn", "How tides turn: a guide to the sea", "How tides turn"),
            ("Guide How tides turn", "How tides turn", "How tides turn"),
            ("The Coast", "How tides turn", "How tides turn"),
            ("Welcome back", "How tides turn", "How tides turn"),
        ] {
            assert_eq!(chosen(heading, machine).as_deref(), Some(expected), "{heading}");
        }
    }

    #[test]
    fn a_heading_that_another_title_goes_without_is_the_site() {
        let both = titles(&["How tides turn", "The old coast: how tides turn"], Source::Meta);
        let shown = Shown { block: Some("The old coast"), heading: None };
        let site = Site { name: None, host: None };
        assert_eq!(choose(&both, shown, site).unwrap().value, "How tides turn");
    }

    #[test]
    fn a_heading_alone_goes_before_the_title_element() {
        let site = Site { name: None, host: None };
        let element = titles(&["Home"], Source::TitleElement);
        let chosen = |block| choose(&element, Shown { block, heading: None }, site).unwrap();
        let (found, none) = (chosen(Some("How tides turn")), chosen(None));
        assert_eq!((found.value.as_str(), found.source), ("How tides turn", Source::Text));
        assert_eq!(none.source, Source::TitleElement);
        assert_eq!(chosen(Some("Lorem")).source, Source::TitleElement);
    }

    #[test]
    fn a_title_in_two_lines_is_whole() {
        let titles = titles(&["The coast: how tides turn"], Source::JsonLd);
        let shown = Shown { block: Some("The coast"), heading: Some("How tides turn") };
        let site = Site { name: None, host: None };
        assert_eq!(choose(&titles, shown, site).unwrap().value, "The coast: how tides turn");
    }
}
