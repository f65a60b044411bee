//! What a worker does with one record: from its bytes to the bytes that go out.

use std::any::Any;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dehusk::{Extractor, Input, InputKind};

use crate::fields::FieldNames;
use crate::http::{self, MediaType, Refusal};
use crate::sink::Format;
use crate::source::{MAX_RECORD_BYTES, Payload, RawRecord, WarcContent, WarcPayload};
use crate::{DropReason, Place, RecordError};

/// What became of a record in a worker.
#[derive(Debug)]
pub(crate) enum Done {
    /// It was extracted.
    Kept(Rendered),
    /// It is no page, or its text is not good enough.
    Dropped(DropReason),
    /// It could not be read or extracted.
    Failed(Place, RecordError),
}

/// A document as it goes out.
#[derive(Debug)]
pub(crate) struct Rendered {
    pub(crate) id: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether the document's text is empty.
    pub(crate) is_empty: bool,
}

/// Extracts records. One serves all threads.
pub(crate) struct Worker {
    pub(crate) extractor: Extractor,
    pub(crate) fields: FieldNames,
    /// What every input is, where the user says so.
    pub(crate) kind: Option<InputKind>,
    /// Documents of a lower quality are dropped.
    pub(crate) min_quality: f32,
    pub(crate) format: Format,
}

/// A record taken apart.
struct Page<'r> {
    id: String,
    url: Option<String>,
    bytes: Cow<'r, [u8]>,
    charset: Option<String>,
    kind: Option<InputKind>,
}

impl Worker {
    /// Extracts a record; a panic costs this record only.
    pub(crate) fn work(&self, record: RawRecord) -> Done {
        let RawRecord { place, payload } = record;
        // The extractor has no state that a panic could leave half changed.
        let done = catch_unwind(AssertUnwindSafe(|| self.extract(&place, &payload)));
        match done {
            Ok(Ok(rendered)) => Done::Kept(rendered),
            Ok(Err(Refusal::Dropped(reason))) => Done::Dropped(reason),
            Ok(Err(Refusal::Failed(error))) => Done::Failed(place, error),
            Err(panic) => {
                let message = panic_message(&*panic);
                Done::Failed(place, RecordError::Panic { message })
            }
        }
    }

    fn extract(&self, place: &Place, payload: &Payload) -> Result<Rendered, Refusal> {
        let Page { id, url, bytes, charset, kind } = self.page(place, payload)?;
        let mut input = Input::bytes(&bytes);
        if let Some(url) = &url {
            input = input.with_url(url);
        }
        if let Some(charset) = &charset {
            input = input.with_charset(charset);
        }
        if let Some(kind) = self.kind.or(kind) {
            input = input.with_kind(kind);
        }
        let document = self.extractor.document(input);
        if document.quality < self.min_quality {
            return Err(Refusal::Dropped(DropReason::LowQuality));
        }
        let bytes = self.format.render(&id, &document);
        Ok(Rendered { id, bytes, is_empty: document.text.is_empty() })
    }

    fn page<'r>(&self, place: &Place, payload: &'r Payload) -> Result<Page<'r>, Refusal> {
        match payload {
            Payload::File { id, bytes } => {
                Ok(Page { id: id.clone(), url: None, bytes: bytes.into(), charset: None, kind: None })
            }
            Payload::JsonLine { name, line } => {
                let fields = self.fields.read(line).map_err(Refusal::Failed)?;
                let id = fields.id.unwrap_or_else(|| format!("{name}:{}", place.line.unwrap_or_default()));
                let charset = Some("utf-8".to_owned());
                Ok(Page { id, url: fields.url, bytes: fields.content, charset, kind: None })
            }
            Payload::Warc(payload) => warc_page(payload),
        }
    }
}

fn warc_page(payload: &WarcPayload) -> Result<Page<'_>, Refusal> {
    let (media_type, bytes) = match &payload.content {
        WarcContent::HttpResponse => {
            let page = http::page(&payload.bytes)?;
            (page.media_type, page.body)
        }
        WarcContent::Document(content_type) => {
            let media_type = MediaType::parse(content_type);
            if !media_type.is_page() {
                return Err(Refusal::Dropped(DropReason::ContentType));
            }
            (media_type, Cow::from(&payload.bytes))
        }
    };
    // Told last: what is no page may be as large as it likes.
    if !payload.whole {
        return Err(Refusal::Failed(RecordError::TooLarge { limit: MAX_RECORD_BYTES }));
    }
    let kind = media_type.kind();
    Ok(Page { id: payload.id.clone(), url: payload.url.clone(), bytes, charset: media_type.charset, kind })
}

/// What a panic said.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}
