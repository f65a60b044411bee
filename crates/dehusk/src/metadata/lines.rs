//! Lines of the text that say when it was written.

use dehusk_classify::{BlockId, BlockKind, Judgement, Label};
use jiff::civil::Date;

use super::day::Reader;
use super::near::Place;

/// Lines of more bytes are prose.
const LONGEST: usize = 140;
/// Blocks behind the title, and before it, that may say the day.
const BEHIND: usize = 12;
const BEFORE: usize = 6;
/// Blocks behind the text that may.
const AFTER: usize = 4;
/// A dateline begins a paragraph.
const DATELINE: usize = 70;

/// The day in a line beside the title, the nearest line first, those behind it
/// before those above it; else in the dateline of the first paragraph. Without a
/// title, what is kept begins where the title would be.
///
/// A heading with a day in it announces something of that day.
pub(super) fn day_beside_title(judgement: &Judgement, place: &Place<'_>, reader: Reader<'_>) -> Option<Date> {
    let ids: Vec<BlockId> = judgement.tree.ids().collect();
    let is_title = |id: &BlockId| judgement.verdict(*id).label == Label::Title;
    let title = ids.iter().position(is_title);
    let begin = title
        .map(|title| title + 1)
        .or_else(|| ids.iter().position(|id| judgement.verdict(*id).is_kept()))?;
    let behind = ids[begin..].iter().take(BEHIND);
    let before = ids[..title.unwrap_or(begin)].iter().rev().take(BEFORE);
    let line = behind.clone().chain(before).find_map(|id| day_of_line(judgement, *id, place, reader));
    line.or_else(|| {
        let is_prose = |id: &&BlockId| judgement.verdict(**id).is_kept() && is_long(judgement, **id);
        let text = judgement.tree.text(*ids[begin..].iter().find(is_prose)?);
        reader.first(&text[..text.floor_char_boundary(DATELINE)]).map(|(day, _)| day)
    })
}

/// The day in a line right behind the last block that is kept.
pub(super) fn day_behind_text(judgement: &Judgement, place: &Place<'_>, reader: Reader<'_>) -> Option<Date> {
    let ids: Vec<BlockId> = judgement.tree.ids().collect();
    let last = ids.iter().rposition(|id| judgement.verdict(*id).is_kept())?;
    ids[last + 1..].iter().take(AFTER).find_map(|id| day_of_line(judgement, *id, place, reader))
}

fn day_of_line(judgement: &Judgement, id: BlockId, place: &Place<'_>, reader: Reader<'_>) -> Option<Date> {
    let is_heading = matches!(judgement.tree.block(id).kind, BlockKind::Heading(_));
    if is_heading || is_long(judgement, id) || is_apart(judgement.verdict(id).label) {
        return None;
    }
    let text = judgement.tree.text(id);
    let (day, _) = reader.first(text)?;
    let container = judgement.tree.container(judgement.tree.block(id).container).node;
    place.is_beside(container).then_some(day)
}

fn is_long(judgement: &Judgement, id: BlockId) -> bool {
    judgement.tree.text(id).len() > LONGEST
}

const fn is_apart(label: Label) -> bool {
    matches!(label, Label::Related | Label::Comments | Label::Legal | Label::Caption | Label::Embed)
}

/// What a text says before its first day.
pub(super) fn before_day<'t>(text: &'t str, reader: Reader<'_>) -> &'t str {
    reader.first(text).map_or("", |(_, at)| &text[..at])
}

/// Whether a label says that what follows is the day of a change.
pub(super) fn says_changed(label: &str) -> bool {
    const WORDS: [&str; 24] = [
        "updat",
        "modified",
        "last edit",
        "revised",
        "aktualisiert",
        "geändert",
        "zuletzt",
        "mis à jour",
        "modifié",
        "actualizad",
        "modificad",
        "aggiornat",
        "atualizad",
        "bijgewerkt",
        "uppdaterad",
        "opdateret",
        "oppdatert",
        "aktualiz",
        "обновлен",
        "изменен",
        "оновлено",
        "güncelle",
        "更新",
        "수정",
    ];
    let label = label.to_lowercase();
    WORDS.iter().any(|word| label.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_from_publications() {
        assert!(says_changed("Last updated on "));
        assert!(says_changed("最終更新日："));
        assert!(!says_changed("Published on "));
    }
}
