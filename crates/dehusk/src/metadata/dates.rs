//! When a document was published and when it was changed.
//!
//! The order of trust: what the page says of its article for machines (JSON-LD,
//! then `<meta>`), the element beside the title that is marked as a date, the
//! line of the text that a cue phrase covers, the URL, a line beside the title
//! that has a day in it, what JSON-LD says of the page (systems fill in when they
//! made its file), a line behind the text. Where a document only says when it was
//! changed, that is its date too.

use dehusk_classify::Judgement;
use dehusk_dom::{Dom, NodeId};
use jiff::civil::Date;

use super::date::machine_readable;
use super::day::Reader;
use super::elements::short_text;
use super::{Metadata, lines, near::Place};
use crate::Moment;
use crate::document::{Source, Sourced};

/// An element of more bytes holds more than a date and what is said of it.
const LONGEST: usize = 160;
/// Farther from the title, in nodes, is less than a line that is near.
const NEAR: usize = 200;
/// So many of the nearest elements are looked at.
const MOST: usize = 24;

/// What a document says of its days.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// When it was published; else, when it was changed.
    pub(crate) published: Option<Sourced<Moment>>,
    /// When it was last changed.
    pub(crate) modified: Option<Sourced<Moment>>,
}

impl Dates {
    /// Chooses from all that says when: `found` is the day that the classifier
    /// found in a line, and `lines` are those of a page, where lines without a cue
    /// may say it as well.
    pub(super) fn choose(
        metadata: &Metadata,
        reader: Reader<'_>,
        place: &Place<'_>,
        dom: &Dom<'_>,
        found: Option<Date>,
        lines: Option<&Judgement>,
    ) -> Self {
        let of_machine = |values: &[Sourced<String>]| {
            values.iter().find_map(|found| {
                let moment =
                    machine_readable(&found.value).or_else(|| Some(reader.first(&found.value)?.0.into()))?;
                Some(Sourced::new(metadata.as_shown(moment), found.source))
            })
        };
        let day = |day: Date, source| Sourced::new(Moment::of_day(day), source);
        let of_lines = |find: fn(&Judgement, &Place<'_>, Reader<'_>) -> Option<Date>| {
            Some(day(find(lines?, place, reader)?, Source::Text))
        };
        let mut modified = of_machine(&metadata.modified);
        let published = of_machine(&metadata.dates).or_else(|| {
            let marked = marked(dom, place, metadata, reader);
            modified = modified.take().or(marked.modified);
            let (near, far): (Option<Marked>, Option<Marked>) = match marked.published {
                Some(found) if found.distance > NEAR => (None, Some(found)),
                found => (found, None),
            };
            let shown = |found: Marked| Sourced::new(metadata.as_shown(found.moment), Source::Markup);
            near.map(shown)
                .or_else(|| found.map(|found| day(found, Source::Text)))
                .or_else(|| metadata.day_in_address(reader).map(|found| day(found, Source::Url)))
                .or_else(|| of_lines(lines::day_beside_title))
                .or_else(|| far.map(shown))
                .or_else(|| of_machine(&metadata.page_dates))
                .or_else(|| of_lines(lines::day_behind_text))
        });
        let published = published.or_else(|| modified.clone());
        Self { published, modified }
    }
}

/// The moment in an element that a rule says holds it.
#[cfg(feature = "selectors")]
pub(crate) fn moment_in(
    dom: &Dom<'_>,
    id: NodeId,
    classifier: &dehusk_classify::Classifier,
    language: Option<&str>,
) -> Option<Moment> {
    let written = dom.attribute(id, "datetime").or_else(|| dom.attribute(id, "content"));
    let text = written.map_or_else(|| dom.text_content(id), str::to_owned);
    let read = || Some(Reader::new(classifier, language).first(&text)?.0.into());
    machine_readable(&text).or_else(read)
}

/// What an element says that is marked as a date.
#[derive(Debug, Clone, Copy)]
struct Marked {
    moment: Moment,
    distance: usize,
}

/// What the elements beside the text say that are marked as dates.
#[derive(Debug, Default)]
struct AllMarked {
    published: Option<Marked>,
    modified: Option<Sourced<Moment>>,
}

fn marked(dom: &Dom<'_>, place: &Place<'_>, metadata: &Metadata, reader: Reader<'_>) -> AllMarked {
    let mut dates = AllMarked::default();
    for (distance, id) in place.nearest(&metadata.elements.dates).take(MOST) {
        let Some((moment, is_change)) = said(dom, id, reader) else { continue };
        if is_change {
            dates.modified.get_or_insert(Sourced::new(moment, Source::Markup));
        } else {
            dates.published = Some(Marked { moment, distance });
            break;
        }
    }
    dates
}

/// The moment that an element says, and whether it is that of a change.
fn said(dom: &Dom<'_>, id: NodeId, reader: Reader<'_>) -> Option<(Moment, bool)> {
    let text = short_text(dom, id, LONGEST);
    let machine = || {
        let value = dom.attribute(id, "datetime").or_else(|| dom.attribute(id, "content"))?;
        machine_readable(value).or_else(|| Some(reader.first(value)?.0.into()))
    };
    let visible = || Some(reader.first(text.as_deref()?)?.0.into());
    let moment: Moment = machine().or_else(visible)?;
    let label = text.as_deref().map(|text| lines::before_day(text, reader)).unwrap_or_default();
    Some((moment, is_marked_as_change(dom, id) || lines::says_changed(label)))
}

/// Whether the words on an element, and not those for the day of publication as
/// well, are those for a change.
fn is_marked_as_change(dom: &Dom<'_>, id: NodeId) -> bool {
    let mut named =
        dom.attributes(id).filter(|attribute| matches!(attribute.name, "class" | "id" | "itemprop"));
    named.any(|attribute| {
        let value = attribute.value.to_ascii_lowercase();
        (value.contains("updated") || value.contains("modified")) && !value.contains("published")
    })
}
