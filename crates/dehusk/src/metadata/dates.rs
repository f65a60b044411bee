//! When a document was published and when it was changed.
//!
//! The order of trust: what the page says of its article for machines (JSON-LD,
//! then `<meta>`), the element beside the title that is marked as a date, the
//! line of the text that a cue phrase covers, the URL, a line beside the title
//! that has a day in it, what JSON-LD says of the page (systems fill in when they
//! made its file), a line behind the text. Where a document only says when it was
//! changed, that is its date too.

use dehusk_classify::Judgement;
use dehusk_dom::{Dom, NodeId, Tag};
use jiff::civil::Date;

use super::date::machine_readable;
use super::day::Reader;
use super::elements::short_text;
use super::{Metadata, lines, near::Place};
use crate::Moment;
use crate::document::{Source, Sourced};

/// An element of more bytes holds more than a date and what is said of it.
const LONGEST: usize = 160;
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
    /// Chooses from all that says when.
    pub(super) fn choose(
        metadata: &Metadata,
        reader: Reader<'_>,
        place: &Place<'_>,
        dom: &Dom<'_>,
        judgement: &Judgement,
    ) -> Self {
        let of_machine = |values: &[Sourced<String>]| {
            values.iter().find_map(|found| {
                let moment =
                    machine_readable(&found.value).or_else(|| Some(reader.first(&found.value)?.0.into()))?;
                Some(Sourced::new(metadata.as_shown(moment), found.source))
            })
        };
        let mut modified = of_machine(&metadata.modified);
        let mut published = of_machine(&metadata.dates);
        if published.is_none() {
            let marked = marked(dom, place, metadata, reader);
            published =
                marked.published.map(|found| Sourced::new(metadata.as_shown(found.value), found.source));
            modified = modified.or(marked.modified);
        }
        let day = |day: Date, source| Sourced::new(Moment::of_day(day), source);
        let published = published
            .or_else(|| judgement.findings.date.map(|found| day(found, Source::Text)))
            .or_else(|| metadata.url_date.map(|found| day(found, Source::Url)))
            .or_else(|| metadata.day_in_address(reader).map(|found| day(found, Source::Url)))
            .or_else(|| lines::day_beside_title(judgement, reader).map(|found| day(found, Source::Text)))
            .or_else(|| of_machine(&metadata.page_dates))
            .or_else(|| lines::day_behind_text(judgement, reader).map(|found| day(found, Source::Text)))
            .or_else(|| modified.clone());
        Self { published, modified }
    }
}

/// What the elements beside the text say that are marked as dates.
fn marked(dom: &Dom<'_>, place: &Place<'_>, metadata: &Metadata, reader: Reader<'_>) -> Dates {
    let mut dates = Dates::default();
    for id in place.nearest(&metadata.elements.dates).into_iter().take(MOST) {
        let Some((moment, is_change)) = said(dom, id, reader) else { continue };
        let found = Sourced::new(moment, Source::Markup);
        if is_change {
            dates.modified.get_or_insert(found);
        } else {
            dates.published = Some(found);
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

fn is_marked_as_change(dom: &Dom<'_>, id: NodeId) -> bool {
    let says = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.contains("updated") || value.contains("modified")
    };
    let own = dom
        .attributes(id)
        .any(|attribute| matches!(attribute.name, "class" | "id" | "itemprop") && says(attribute.value));
    // The attribute of a `<time>` says when, the element around it what for.
    own && dom.tag(id) == Some(Tag::Time)
        || own && !dom.attribute(id, "class").is_some_and(|class| class.contains("published"))
}
