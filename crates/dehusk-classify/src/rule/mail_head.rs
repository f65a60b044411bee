//! The head of a mail before its text: "From: …", "Sent: …", "Subject: …".
//!
//! The names of the fields are those of RFC 5322, which mail programs print as
//! they are; they are a protocol, no language, and so no cue file has them. What
//! has no subject is no mail: letters and plays too have lines such as "To:".

use super::{Case, Rulings, days};
use crate::block::{BlockId, BlockKind};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Longer lines, in bytes, are prose; lists of recipients can be long.
const LONGEST_FIELD: usize = 400;
/// A head of fewer fields is none.
const LEAST_FIELDS: usize = 3;
/// Such a head begins among the first so many blocks.
const LAST_BLOCK: usize = 3;

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Author,
    Day,
    Subject,
    /// To whom, in answer to what, by which way.
    Other,
}

impl Field {
    fn of(name: &str) -> Option<Self> {
        const NAMES: [(&str, Field); 14] = [
            ("from", Field::Author),
            ("sender", Field::Other),
            ("date", Field::Day),
            ("sent", Field::Day),
            ("subject", Field::Subject),
            ("to", Field::Other),
            ("cc", Field::Other),
            ("bcc", Field::Other),
            ("reply-to", Field::Other),
            ("message-id", Field::Other),
            ("in-reply-to", Field::Other),
            ("references", Field::Other),
            ("list-id", Field::Other),
            ("attachments", Field::Other),
        ];
        NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|&(_, field)| field)
    }
}

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    if case.setting == Setting::Page {
        return;
    }
    let Some(first) = case.tree.ids().take(LAST_BLOCK).find(|&id| field(case, id).is_some()) else { return };
    let lines = std::iter::once(first).chain(case.behind(first));
    let head: Vec<_> =
        lines.map_while(|id| field(case, id).map(|(field, value)| (id, field, value))).collect();
    let has_subject = head.iter().any(|(_, field, _)| *field == Field::Subject);
    if head.len() < LEAST_FIELDS || !has_subject {
        return;
    }
    for (id, field, value) in head {
        let (label, reason) = match field {
            Field::Author => (Label::Byline, Reason::MailField),
            Field::Day => (Label::DateLine, Reason::MailField),
            Field::Subject => (Label::Title, Reason::IsTitle),
            Field::Other => (Label::Navigation, Reason::MailField),
        };
        rulings.set(id, label, reason);
        let findings = &mut rulings.findings;
        match field {
            Field::Author => findings.author = findings.author.take().or_else(|| name_of(value)),
            Field::Day => days::take_up(case, id, findings),
            Field::Subject => findings.title = Some(value.to_owned()),
            Field::Other => {}
        }
    }
}

/// The field that a line is, and what stands behind its name.
fn field<'a>(case: &Case<'a>, id: BlockId) -> Option<(Field, &'a str)> {
    let text = case.tree.text(id);
    if case.tree.block(id).kind != BlockKind::Bare || text.len() > LONGEST_FIELD {
        return None;
    }
    let (name, value) = text.split_once(':')?;
    Some((Field::of(name.trim())?, value.trim()))
}

/// The name before an address: `Jane Doe <jane@example.org>`. An address alone
/// is no name.
fn name_of(mailbox: &str) -> Option<String> {
    let name = mailbox.split(['<', '[']).next()?.trim().trim_matches('"').trim();
    let is_name = name.contains(char::is_alphabetic) && !name.contains('@');
    is_name.then(|| name.to_owned())
}
