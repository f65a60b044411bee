//! Kinds of cue phrases.

use serde::{Deserialize, Serialize};

/// What a cue phrase says, or what it announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the names are those of the tables in the cue files, explained in cues/README.md"
)]
pub enum CueKind {
    Related,
    ReadAlso,
    Follow,
    Newsletter,
    Share,
    Byline,
    BioHeading,
    Bio,
    Categories,
    Date,
    RelativeTime,
    Copyright,
    Cookie,
    Comments,
    Advertisement,
    ContinueReading,
    Credit,
    Navigation,
}

impl CueKind {
    /// In the order of the enum, so that each stands at its own number.
    const ALL: [Self; 18] = [
        Self::Related,
        Self::ReadAlso,
        Self::Follow,
        Self::Newsletter,
        Self::Share,
        Self::Byline,
        Self::BioHeading,
        Self::Bio,
        Self::Categories,
        Self::Date,
        Self::RelativeTime,
        Self::Copyright,
        Self::Cookie,
        Self::Comments,
        Self::Advertisement,
        Self::ContinueReading,
        Self::Credit,
        Self::Navigation,
    ];

    pub(crate) fn from_number(number: u8) -> Self {
        Self::ALL[usize::from(number).min(Self::ALL.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_at_its_number() {
        for kind in CueKind::ALL {
            assert_eq!(CueKind::from_number(kind as u8), kind);
        }
    }
}
