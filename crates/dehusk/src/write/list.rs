//! The numbers of a list's items.

use crate::content::{Item, List};

/// Each item with its number, if the list is counted: its own, or one more than
/// that of the item before it.
pub(super) fn numbered(list: &List) -> impl Iterator<Item = (Option<i64>, &Item)> {
    let mut next = list.numbers.map(|numbers| numbers.first);
    list.items.iter().map(move |item| {
        let number = next.map(|next| item.number.unwrap_or(next));
        next = number.map(|number| number.saturating_add(1));
        (number, item)
    })
}
