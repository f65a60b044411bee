//! What the records of a run's output say.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;

use serde::Deserialize;

use super::ReadError;
use super::read::lines;

/// What the JSON records of a run's output say: of each its id, address, quality,
/// and a number that stands for its text.
#[derive(Debug, Clone, Default)]
pub struct RecordFacts {
    pub(super) records: Vec<RecordFact>,
    /// Records by page type; by `unknown` where the page names none.
    pub(super) page_types: BTreeMap<String, u64>,
    places: HashMap<String, usize>,
}

/// What one record says.
#[derive(Debug, Clone)]
pub(super) struct RecordFact {
    pub(super) id: String,
    pub(super) url: Option<String>,
    pub(super) quality: f64,
    /// Bytes of its text.
    pub(super) bytes: u64,
    /// The same for the same text; for others it differs all but surely.
    pub(super) text: u64,
}

/// The records of one host.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Host {
    pub(super) name: String,
    pub(super) records: u64,
    pub(super) mean_quality: f64,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    url: Option<String>,
    quality: f64,
    page_type: Option<String>,
    #[serde(default)]
    text: String,
}

impl RecordFacts {
    /// Reads the records of the file that is called `name` in messages.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or a line is no record.
    pub fn read(name: &str, from: impl BufRead) -> Result<Self, ReadError> {
        let mut facts = Self::default();
        lines(name, "OUT (.jsonl)", from, |line| facts.add(line))?;
        Ok(facts)
    }

    fn add(&mut self, line: Line) {
        let Line { id, url, quality, page_type, text } = line;
        *self.page_types.entry(page_type.unwrap_or_else(|| "unknown".to_owned())).or_default() += 1;
        let bytes = text.len() as u64;
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        self.places.insert(id.clone(), self.records.len());
        self.records.push(RecordFact { id, url, quality, bytes, text: hasher.finish() });
    }

    /// The record of an id, the last where several have it.
    pub(super) fn of(&self, id: &str) -> Option<&RecordFact> {
        self.places.get(id).map(|place| &self.records[*place])
    }

    /// Hosts of at least so many records, those of the lowest mean quality first.
    pub(super) fn hosts(&self, least_records: u64) -> Vec<Host> {
        let mut sums: BTreeMap<String, (u64, f64)> = BTreeMap::new();
        for record in &self.records {
            if let Some(host) = record.url.as_deref().and_then(host) {
                let (records, quality) = sums.entry(host).or_default();
                *records += 1;
                *quality += record.quality;
            }
        }
        let of = |(name, (records, quality)): (String, (u64, f64))| Host {
            name,
            records,
            mean_quality: quality / records as f64,
        };
        let mut hosts: Vec<_> =
            sums.into_iter().filter(|(_, (records, _))| *records >= least_records).map(of).collect();
        hosts.sort_by(|a, b| a.mean_quality.total_cmp(&b.mean_quality));
        hosts
    }
}

/// The host of an address, in small letters; `None` where it has none.
fn host(url: &str) -> Option<String> {
    let (_, behind) = url.split_once("://")?;
    let authority = behind.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_of_addresses() {
        let hosts = [
            "https://User:pw@Coast.example:8080/a?b#c",
            "http://[2001:db8::1]:80/",
            "https://coast.example",
            "mailto:a@coast.example",
            "https:///path",
            "",
        ]
        .map(host);
        assert_eq!(
            hosts.each_ref().map(Option::as_deref),
            [Some("coast.example"), Some("2001:db8::1"), Some("coast.example"), None, None, None]
        );
    }

    #[test]
    fn the_worst_host_comes_first() {
        let line = |url: &str, quality: f64| {
            serde_json::json!({"id": url, "url": url, "quality": quality, "text": "t", "x": 1}).to_string()
        };
        let lines = [
            line("https://a.example/1", 0.9),
            line("https://a.example/2", 0.5),
            line("https://b.example/1", 0.2),
        ];
        let facts = RecordFacts::read("r", lines.join("\n").as_bytes()).unwrap();
        let names = |least| facts.hosts(least).into_iter().map(|host| host.name).collect::<Vec<_>>();
        assert_eq!(
            (names(1), names(2)),
            (vec!["b.example".into(), "a.example".into()], vec!["a.example".to_owned()])
        );
        assert!((facts.hosts(2)[0].mean_quality - 0.7).abs() < 1e-9);
        assert_eq!(facts.page_types["unknown"], 3);
    }
}
