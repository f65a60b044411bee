//! Pages by what they have in common.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The groups of `items` that `key` tells apart, the largest first, those of one
/// size by name.
pub(super) fn largest_first<'i, 'k, T>(
    items: &'i [T],
    key: impl Fn(&'i T) -> &'k str,
) -> Vec<(&'k str, Vec<&'i T>)> {
    let mut groups: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    for item in items {
        groups.entry(key(item)).or_default().push(item);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, items)| Reverse(items.len()));
    groups
}

#[cfg(test)]
mod tests {
    use super::largest_first;

    #[test]
    fn the_largest_group_comes_first_and_the_name_decides_between_equals() {
        let groups = largest_first(&["cat", "bee", "bat", "ant", "cow"], |word| &word[..1]);
        assert_eq!(groups, [("b", vec![&"bee", &"bat"]), ("c", vec![&"cat", &"cow"]), ("a", vec![&"ant"])]);
    }
}
