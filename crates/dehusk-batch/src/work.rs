//! What a worker does with one record: from its bytes to the bytes that go out.

use std::any::Any;
use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use dehusk::{Extraction, Extractor, Input, InputKind};

use crate::facts::Facts;
use crate::fields::FieldNames;
use crate::http::Refusal;
use crate::rows::BlockRows;
use crate::sink::{Along, Format, Rendering, RowFormat};
use crate::source::{Payload, RawRecord, RowPayload, saved_page};
use crate::{DropCause, Identity, InputLimits, Place, RecordError};

thread_local! {
    static EXTRACTING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is extracting a record for a [`Batch`](crate::Batch): a panic
/// costs that record and is told as its outcome, so that a panic hook may stay
/// silent about it.
pub fn is_extracting() -> bool {
    EXTRACTING.get()
}

/// What became of a record in a worker.
#[derive(Debug)]
pub(crate) enum Done {
    /// It was extracted.
    Kept(Box<Rendered>),
    /// It is no page, or its text is not good enough.
    Dropped(Place, Identity, DropCause),
    /// It could not be read or extracted.
    Failed(Place, Identity, RecordError),
}

/// A document as it goes out.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) id: String,
    pub(crate) body: Rendering,
    pub(crate) facts: Facts,
    /// The rows of its blocks, where somebody asked for them.
    pub(crate) blocks: Option<Rendering>,
}

/// Extracts records. One serves all threads.
pub(crate) struct Worker {
    pub(crate) extractor: Extractor,
    pub(crate) fields: FieldNames,
    pub(crate) limits: InputLimits,
    /// What every input is, where the user says so.
    pub(crate) kind: Option<InputKind>,
    /// Documents of a lower quality are dropped.
    pub(crate) min_quality: f32,
    /// How long the extraction of one record may take.
    pub(crate) time_limit: Option<Duration>,
    pub(crate) format: Format,
    /// The rows of blocks that were asked for.
    pub(crate) blocks: Option<(BlockRows, RowFormat)>,
}

/// A record taken apart.
struct Page<'r> {
    bytes: Cow<'r, [u8]>,
    charset: Option<String>,
    kind: Option<InputKind>,
    /// Fields that go out with it, as JSON that continues an object.
    passed: Vec<u8>,
    /// When it was fetched.
    date: Option<&'r str>,
}

impl Worker {
    /// Extracts a record; a panic costs this record only.
    pub(crate) fn work(&self, record: RawRecord) -> Done {
        let RawRecord { place, payload } = record;
        let mut identity = Identity::default();
        // The extractor has no state that a panic could leave half changed, and
        // each half of an identity is set in one step.
        let extract = AssertUnwindSafe(|| self.extract(&place, &payload, &mut identity));
        EXTRACTING.set(true);
        let done = catch_unwind(extract);
        EXTRACTING.set(false);
        match done {
            Ok(Ok(rendered)) => Done::Kept(Box::new(rendered)),
            Ok(Err(Refusal::Dropped(cause))) => Done::Dropped(place, identity, cause),
            Ok(Err(Refusal::Failed(error))) => Done::Failed(place, identity, error),
            Err(panic) => {
                let message = panic_message(&*panic);
                Done::Failed(place, identity, RecordError::Panic { message })
            }
        }
    }

    /// Says in `identity` which record it is as soon as that is known.
    fn extract(
        &self,
        place: &Place,
        payload: &Payload,
        identity: &mut Identity,
    ) -> Result<Rendered, Refusal> {
        let Page { bytes, charset, kind, passed, date } = self.page(place, payload, identity)?;
        let mut input = Input::bytes(&bytes);
        if let Some(url) = &identity.url {
            input = input.with_url(url);
        }
        if let Some(charset) = &charset {
            input = input.with_charset(charset);
        }
        if let Some(kind) = self.kind.or(kind) {
            input = input.with_kind(kind);
        }
        let extraction = self.extract_in_time(input)?;
        let quality = extraction.document.quality;
        if quality < self.min_quality {
            return Err(Refusal::Dropped(DropCause::LowQuality { quality, least: self.min_quality }));
        }
        let id = identity.id.take().unwrap_or_default();
        Ok(Rendered {
            body: self.format.render(&id, &extraction.document, Along { passed: &passed, date }),
            facts: Facts::of(&extraction),
            blocks: self.blocks.as_ref().map(|(rows, format)| rows.render(&id, &extraction, format)),
            id,
        })
    }

    fn extract_in_time<'i>(&self, input: Input<'i>) -> Result<Extraction<'i>, Refusal> {
        let Some(limit) = self.time_limit else { return Ok(self.extractor.extract(input)) };
        let started = Instant::now();
        let extraction = self.extractor.extract_while(input, &|| started.elapsed() <= limit);
        extraction.ok_or(Refusal::Failed(RecordError::TimedOut { limit }))
    }

    fn page<'r>(
        &self,
        place: &Place,
        payload: &'r Payload,
        identity: &mut Identity,
    ) -> Result<Page<'r>, Refusal> {
        match payload {
            Payload::File { id, bytes } => {
                identity.id = Some(id.clone());
                Ok(Page { bytes: bytes.into(), charset: None, kind: None, passed: Vec::new(), date: None })
            }
            Payload::Mail { id, bytes } => {
                identity.id = Some(id.clone());
                let saved = saved_page(bytes)?;
                identity.url = saved.url;
                let kind = saved.media_type.kind();
                Ok(Page {
                    bytes: saved.body,
                    charset: saved.media_type.charset,
                    kind,
                    passed: Vec::new(),
                    date: None,
                })
            }
            Payload::JsonLine { name, line } => {
                let fields = self.fields.read(line).map_err(Refusal::Failed)?;
                let numbered = || format!("{name}:{}", place.line.unwrap_or_default());
                identity.id = Some(fields.id.unwrap_or_else(numbered));
                identity.url = fields.url;
                let bytes = fields.content.map_err(Refusal::Failed)?;
                let charset = Some("utf-8".to_owned());
                Ok(Page { bytes, charset, kind: None, passed: fields.passed, date: None })
            }
            Payload::Row(RowPayload { identity: known, bytes, charset, passed }) => {
                identity.clone_from(known);
                let charset = charset.map(str::to_owned);
                Ok(Page { bytes: bytes.into(), charset, kind: None, passed: passed.clone(), date: None })
            }
            Payload::Warc(payload) => {
                identity.id = Some(payload.id.clone());
                identity.url.clone_from(&payload.url);
                let page = payload.page(&self.limits)?;
                let (kind, date) = (page.media_type.kind(), payload.date.as_deref());
                Ok(Page {
                    bytes: page.body,
                    charset: page.media_type.charset,
                    kind,
                    passed: Vec::new(),
                    date,
                })
            }
        }
    }
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}
