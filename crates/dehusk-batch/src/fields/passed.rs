//! Fields of a line that go out as they came in.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use dehusk::Record;
use serde_json::value::RawValue;

/// Goes before the name of a field that a record has itself.
const PREFIX: &str = "input_";

/// Which fields of a line go out with its record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum KeptFields {
    /// None.
    #[default]
    None,
    /// All but those that the record is made of: content, URL and id.
    Others,
    /// Those of these names, also where the record is made of them.
    Named(Vec<String>),
}

impl KeptFields {
    /// Whether a field is to be kept. `is_read`: whether the record is made of it.
    pub(super) fn keeps(&self, name: &[u8], is_read: bool) -> bool {
        match self {
            Self::None => false,
            Self::Others => !is_read,
            Self::Named(names) => names.iter().any(|kept| kept.as_bytes() == name),
        }
    }
}

/// The fields of a line that go out with its record, in the order of the line.
#[derive(Default)]
pub(super) struct Passed<'l> {
    fields: Vec<(String, &'l RawValue)>,
    positions: HashMap<String, usize>,
}

impl<'l> Passed<'l> {
    /// Takes a field in. Of two of one name the later counts, as it does to most
    /// readers of JSON, at the place of the first.
    pub(super) fn push(&mut self, name: &[u8], value: &'l RawValue) {
        let name = String::from_utf8_lossy(name).into_owned();
        match self.positions.entry(name) {
            Entry::Occupied(taken) => self.fields[*taken.get()].1 = value,
            Entry::Vacant(free) => {
                self.fields.push((free.key().clone(), value));
                free.insert(self.fields.len() - 1);
            }
        }
    }

    /// The fields as JSON that continues an object: each with a comma before
    /// it, the values byte for byte as they stood.
    pub(super) fn render(&self) -> Vec<u8> {
        let mut json = Vec::new();
        let mut given = HashSet::new();
        for (name, value) in &self.fields {
            json.push(b',');
            let name = self.free_name(name, &mut given);
            // Writing a string to memory cannot fail.
            serde_json::to_writer(&mut json, &name).unwrap_or_default();
            json.push(b':');
            json.extend_from_slice(value.get().as_bytes());
        }
        json
    }

    /// The name itself where the record has no field of that name, else with as
    /// many prefixes as it takes to be another one's neither.
    fn free_name<'n>(&self, name: &'n str, given: &mut HashSet<String>) -> Cow<'n, str> {
        if !Record::FIELDS.contains(&name) {
            return name.into();
        }
        let mut free = format!("{PREFIX}{name}");
        while Record::FIELDS.contains(&&*free) || self.positions.contains_key(&free) || given.contains(&free)
        {
            free.insert_str(0, PREFIX);
        }
        given.insert(free.clone());
        free.into()
    }
}

/// The names that fields go out under, where all rows have the same.
#[cfg(feature = "parquet")]
pub(crate) fn names_going_out<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut passed = Passed::default();
    for name in names {
        passed.push(name.as_bytes(), RawValue::NULL);
    }
    let mut given = HashSet::new();
    passed.fields.iter().map(|(name, _)| passed.free_name(name, &mut given).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(fields: &[(&str, &str)]) -> String {
        let mut passed = Passed::default();
        for (name, value) in fields {
            passed.push(name.as_bytes(), serde_json::from_str(value).unwrap());
        }
        String::from_utf8(passed.render()).unwrap()
    }

    #[test]
    fn values_stand_as_they_stood() {
        let fields =
            [("a \"b\"", "1.50"), ("meta", "{ \"n\": 12345678901234567890123 }"), ("s", r#""\ud83d""#)];
        assert_eq!(
            rendered(&fields),
            r#","a \"b\"":1.50,"meta":{ "n": 12345678901234567890123 },"s":"\ud83d""#
        );
        assert_eq!(rendered(&[]), "");
    }

    #[test]
    fn no_two_fields_have_one_name() {
        assert_eq!(rendered(&[("title", "1"), ("x", "2"), ("x", "3")]), r#","input_title":1,"x":3"#);
        assert_eq!(
            rendered(&[("title", "1"), ("input_title", "2")]),
            r#","input_input_title":1,"input_title":2"#
        );
        assert_eq!(rendered(&[("input_kind", "1"), ("kind", "2")]), r#","input_input_kind":1,"kind":2"#);
    }
}
