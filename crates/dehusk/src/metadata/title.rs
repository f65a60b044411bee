//! Which title, and without which site's name.

use dehusk_classify::letters;

use crate::document::{Source, Sourced};

/// Signs that sites put between a title and their own name.
const DIVIDERS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " • "];

/// Takes the site's name off titles, but only on evidence: the name is known,
/// or another title of the same page stands without it.
pub(super) fn strip_site_names(titles: &mut [Sourced<String>], site: Option<&str>) {
    let all: Vec<String> = titles.iter().map(|title| title.value.clone()).collect();
    for title in titles {
        if let Some(stripped) = strip(&title.value, site, &all) {
            title.value = stripped;
        }
    }
}

fn strip(title: &str, site: Option<&str>, others: &[String]) -> Option<String> {
    let parts = DIVIDERS.iter().flat_map(|divider| {
        title.match_indices(divider).map(|(at, _)| (&title[..at], &title[at + divider.len()..]))
    });
    let is_site = |part: &str| site.is_some_and(|site| part.trim().eq_ignore_ascii_case(site.trim()));
    let is_title = |part: &str| others.iter().any(|other| other == part.trim());
    parts
        .filter_map(|(head, tail)| {
            if is_site(tail) || is_title(head) {
                Some(head)
            } else if is_site(head) || is_title(tail) {
                Some(tail)
            } else {
                None
            }
        })
        .map(|part| part.trim().to_owned())
        .find(|part| !part.is_empty())
}

/// The title of the document: the visible one, where the metadata confirms it
/// or has none; else the most trusted of the metadata.
pub(super) fn choose(titles: &[Sourced<String>], found: Option<&str>) -> Option<Sourced<String>> {
    let Some(found) = found else { return titles.first().cloned() };
    let found_letters = letters(found);
    let confirmed = titles.iter().find(|title| letters(&title.value) == found_letters);
    let value = found.trim_end_matches(super::is_anchor_sign).replace('\n', " ");
    match (confirmed, titles.first()) {
        (Some(title), _) => Some(Sourced::new(value, title.source)),
        // A `<title>` that begins with the heading adds no more than the site.
        (None, Some(first)) if first.source != Source::TitleElement => Some(first.clone()),
        (None, _) => Some(Sourced::new(value, Source::Text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(titles: &[&str], site: Option<&str>) -> Vec<String> {
        let mut titles: Vec<_> =
            titles.iter().map(|title| Sourced::new((*title).to_owned(), Source::Meta)).collect();
        strip_site_names(&mut titles, site);
        titles.into_iter().map(|title| title.value).collect()
    }

    #[test]
    fn site_names_go_on_evidence_only() {
        assert_eq!(stripped(&["Tides | The Coast"], Some("The Coast")), ["Tides"]);
        assert_eq!(stripped(&["Tides", "Tides - The Coast"], None), ["Tides", "Tides"]);
        assert_eq!(stripped(&["The Coast » Tides"], Some("the coast")), ["Tides"]);
        assert_eq!(stripped(&["Spider-Man - No Way Home"], None), ["Spider-Man - No Way Home"]);
    }
}
