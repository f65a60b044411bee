//! A file that is one record.

use super::{Payload, Pulled, RawRecord, Source};
use crate::sniff::{is_binary, is_foreign_xml};
use crate::stream::{Stop, Stream};
use crate::{DropCause, Identity, InputError, InputErrorCause, Place, RecordError};

/// Whether a file was named by the user or found in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Named: a file that is no text is a mistake.
    Named,
    /// Found: a folder of pages holds pictures too.
    Found,
}

/// A file that is one record.
pub(super) struct PageFile {
    pub(super) stream: Option<Stream>,
    pub(super) place: Place,
    pub(super) id: String,
    pub(super) origin: Origin,
    pub(super) max_bytes: usize,
    pub(super) wrapping: Wrapping,
}

/// What a page stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// Nothing.
    None,
    /// MHTML, or a mail.
    Mail,
}

impl Source for PageFile {
    fn pull(&mut self) -> Option<Pulled> {
        let mut stream = self.stream.take()?;
        let mut bytes = Vec::new();
        let failed = match stream.read(self.max_bytes as u64 + 1, &mut bytes) {
            Stop::Done | Stop::Limit => Some(RecordError::TooLarge { limit: self.max_bytes }),
            Stop::Damaged => stream.take_damage().map(|damage| RecordError::Damaged(damage.located())),
            Stop::End => None,
        };
        let place = self.place.clone();
        if let Some(error) = failed {
            let identity = Identity { id: Some(std::mem::take(&mut self.id)), url: None };
            return Some(Pulled::Failed(place, identity, error));
        }
        if is_binary(&bytes) {
            return Some(match self.origin {
                Origin::Found => {
                    let identity = Identity { id: Some(std::mem::take(&mut self.id)), url: None };
                    Pulled::Dropped(place, identity, DropCause::NotText)
                }
                Origin::Named => {
                    Pulled::InputFailed(InputError { input: place.input, cause: InputErrorCause::NotText })
                }
            });
        }
        if self.origin == Origin::Found && is_foreign_xml(&bytes) {
            let identity = Identity { id: Some(std::mem::take(&mut self.id)), url: None };
            let cause = DropCause::ContentType { essence: "application/xml".to_owned() };
            return Some(Pulled::Dropped(place, identity, cause));
        }
        let id = std::mem::take(&mut self.id);
        let payload = match self.wrapping {
            Wrapping::None => Payload::File { id, bytes },
            Wrapping::Mail => Payload::Mail { id, bytes },
        };
        Some(Pulled::Record(RawRecord { place, payload }))
    }
}
