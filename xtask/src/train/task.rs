//! What there is to learn: a model for pages, and one for texts without a page.

use clap::ValueEnum;
use dehusk_classify::{Setting, features};

use super::boost;
use super::settings::{PAGE_BOOST, PAGE_SOURCES, Source, TEXT_BOOST, TEXT_SOURCES};

/// A model to learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// The model for pages.
    Page,
    /// The model for fragments and texts.
    Text,
}

impl Task {
    pub(crate) const ALL: [Self; 2] = [Self::Page, Self::Text];

    /// The kind that its file states, and the name of its folder.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Text => "text",
        }
    }

    pub(super) const fn purpose(self) -> &'static str {
        match self {
            Self::Page => "the probability that a block of a page is content",
            Self::Text => "the probability that a block of a text or fragment is content",
        }
    }

    pub(super) const fn sources(self) -> &'static [Source] {
        match self {
            Self::Page => &PAGE_SOURCES,
            Self::Text => &TEXT_SOURCES,
        }
    }

    pub(super) const fn boost(self) -> boost::Settings {
        match self {
            Self::Page => PAGE_BOOST,
            Self::Text => TEXT_BOOST,
        }
    }

    /// The places in [`features`] of those that the model may ask about.
    pub(super) fn columns(self) -> Vec<usize> {
        let setting = match self {
            Self::Page => Setting::Page,
            Self::Text => Setting::Bare,
        };
        features().enumerate().filter(|(_, feature)| feature.serves(setting)).map(|(at, _)| at).collect()
    }
}
