//! Attribute lists of formatting elements.

use std::collections::HashMap;

use super::sink::Sink;
use crate::Tag;
use crate::tokenize::Attributes;

/// Numbers the attribute lists of formatting elements so that equal lists have
/// equal numbers, whatever the order. The tree builder compares them to keep no
/// more than three alike (HTML Standard § 13.2.4.3, "Noah's Ark clause").
#[derive(Debug, Default)]
pub(super) struct FormattingLists {
    numbers: HashMap<Box<str>, u32>,
}

impl FormattingLists {
    /// The number of a list, which is stored the first time.
    pub(super) fn number(&mut self, tag: Tag, attributes: Attributes<'_>, sink: &Sink) -> u32 {
        // Of links there are many, and the tree builder never compares them: a
        // link's start tag ends the one before.
        if tag == Tag::A {
            return sink.attribute_ticket(attributes);
        }
        let canonical = canonical(attributes);
        if let Some(&number) = self.numbers.get(canonical.as_str()) {
            return number;
        }
        let number = sink.attribute_ticket(attributes);
        self.numbers.insert(canonical.into(), number);
        number
    }
}

/// The list in order of names. U+0000 stands in no name and no value.
fn canonical(attributes: Attributes<'_>) -> String {
    let mut pairs: Vec<_> = attributes.iter().map(|attribute| (attribute.name, attribute.value)).collect();
    pairs.sort_unstable();
    pairs.iter().flat_map(|&(name, value)| [name, "\0", value, "\0"]).collect()
}
