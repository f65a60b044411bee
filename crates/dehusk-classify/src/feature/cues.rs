//! What the cue phrases say about the block.

use super::family;
use crate::cue::{CueKind, CueMatch};

/// The kind of a cue as a number, alike beside alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CueCode {
    #[default]
    None,
    Bio,
    Date,
    RelativeTime,
    Byline,
    Credit,
    Categories,
    Comments,
    BioHeading,
    Related,
    ReadAlso,
    ContinueReading,
    Navigation,
    Advertisement,
    Share,
    Follow,
    Newsletter,
    Copyright,
    Cookie,
}

impl CueCode {
    pub(super) fn of(found: Option<&CueMatch>) -> Self {
        let Some(found) = found else { return Self::None };
        match found.kind {
            CueKind::Related => Self::Related,
            CueKind::ReadAlso => Self::ReadAlso,
            CueKind::Follow => Self::Follow,
            CueKind::Newsletter => Self::Newsletter,
            CueKind::Share => Self::Share,
            CueKind::Byline => Self::Byline,
            CueKind::BioHeading => Self::BioHeading,
            CueKind::Bio => Self::Bio,
            CueKind::Categories => Self::Categories,
            CueKind::Date => Self::Date,
            CueKind::RelativeTime => Self::RelativeTime,
            CueKind::Copyright => Self::Copyright,
            CueKind::Cookie => Self::Cookie,
            CueKind::Comments => Self::Comments,
            CueKind::Advertisement => Self::Advertisement,
            CueKind::ContinueReading => Self::ContinueReading,
            CueKind::Credit => Self::Credit,
            CueKind::Navigation => Self::Navigation,
        }
    }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    cue "kind of the cue phrase that covers the block" => |c, b| c.cues[b] as u8 as f32;
    cues_near "share of cue lines among the eight blocks on either side" => |c, b| {
        let near = c.sums.over(b.saturating_sub(8)..(b + 9).min(c.tree.len()));
        super::share(near.cues, near.blocks)
    };
    cues_inside "share of cue lines two levels up" => |c, b| super::share(c.up(b, 2).sums.cues, c.up(b, 2).sums.blocks);
};
