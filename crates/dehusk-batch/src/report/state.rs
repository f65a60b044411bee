//! A report that is written down half way and taken up again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dehusk::{InputKind, Label, PageKind};
use serde::{Deserialize, Serialize};

use super::{Counts, Documents, InputCounts, Report};
use crate::Tally;

/// What a report says at the end of a part: totals, and of the inputs those that
/// came to their end in the part, and the one that is being read. So the parts of
/// a run with many inputs stay small.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ReportState {
    counts: Counts,
    bytes_in: u64,
    bytes_out: u64,
    languages: Vec<(Option<String>, u64)>,
    input_kinds: BTreeMap<String, u64>,
    page_types: Vec<(Option<String>, u64)>,
    quality: [u64; 10],
    notes: BTreeMap<String, u64>,
    blocks: Vec<(String, String, Tally)>,
    ended: Vec<InputState>,
    open: Option<InputState>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct InputState {
    input: String,
    bytes: u64,
    counts: Counts,
}

impl Report {
    /// What is to be known to go on from here. `told`: inputs that came to their
    /// end before and are told by earlier states.
    pub(crate) fn state(&self, told: usize) -> ReportState {
        let documents = &self.documents;
        let (ended, open) = self.inputs.split_at(self.ended());
        let block = |(&(label, ref reason), &tally): (&(Label, Cow<'static, str>), &Tally)| {
            (label.name().to_owned(), reason.clone().into_owned(), tally)
        };
        ReportState {
            counts: self.counts.clone(),
            bytes_in: self.bytes_in,
            bytes_out: self.bytes_out,
            languages: documents.languages.iter().map(|(name, &count)| (name.clone(), count)).collect(),
            input_kinds: documents.input_kinds.iter().map(|(kind, &n)| ((*kind).to_owned(), n)).collect(),
            page_types: documents.page_types.iter().map(|(kind, &n)| (kind.map(str::to_owned), n)).collect(),
            quality: documents.quality,
            notes: documents.notes.clone(),
            blocks: documents.blocks.iter().map(block).collect(),
            ended: ended.iter().skip(told).map(InputState::of).collect(),
            open: open.first().map(InputState::of),
        }
    }

    /// The report as it was at the end of the last of these states.
    pub(crate) fn take_up(states: Vec<ReportState>) -> Self {
        let mut report = Self::default();
        let last = states.len().checked_sub(1);
        for (number, state) in states.into_iter().enumerate() {
            report.inputs.extend(state.ended.iter().map(InputState::input));
            if Some(number) == last {
                report.has_open = state.open.is_some();
                report.inputs.extend(state.open.iter().map(InputState::input));
                (report.bytes_in, report.bytes_out) = (state.bytes_in, state.bytes_out);
                report.counts = state.counts.clone();
                report.documents = state.documents();
            }
        }
        report
    }

    /// Inputs that came to their end.
    pub(crate) fn ended(&self) -> usize {
        self.inputs.len() - usize::from(self.has_open)
    }
}

impl InputState {
    fn of(input: &InputCounts) -> Self {
        Self { input: input.input.as_ref().to_owned(), bytes: input.bytes, counts: input.counts.clone() }
    }

    fn input(&self) -> InputCounts {
        InputCounts { input: self.input.as_str().into(), bytes: self.bytes, counts: self.counts.clone() }
    }
}

impl ReportState {
    fn documents(self) -> Documents {
        let label = |name: &str| Label::ALL.into_iter().find(|label| label.name() == name);
        let kind = |name: &str| InputKind::ALL.into_iter().map(InputKind::name).find(|kind| *kind == name);
        let page_type =
            |name: String| PageKind::ALL.into_iter().map(PageKind::name).find(|kind| *kind == name);
        let blocks = self.blocks.into_iter();
        Documents {
            languages: self.languages.into_iter().collect(),
            input_kinds: self.input_kinds.iter().filter_map(|(name, &n)| Some((kind(name)?, n))).collect(),
            page_types: self.page_types.into_iter().map(|(name, n)| (name.and_then(page_type), n)).collect(),
            quality: self.quality,
            notes: self.notes,
            blocks: blocks
                .filter_map(|(name, reason, tally)| Some(((label(&name)?, reason.into()), tally)))
                .collect(),
        }
    }
}
