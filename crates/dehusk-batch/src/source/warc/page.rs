//! The page in a WARC record.

use std::borrow::Cow;

use super::super::{WarcContent, WarcPayload};
use crate::http::{self, MediaType, Page, Refusal};
use crate::{DropCause, InputLimits, RecordError};

impl WarcPayload {
    /// The document that the record holds: of an HTTP response its body, without
    /// chunks and content encodings.
    ///
    /// # Errors
    ///
    /// Where there is none, or it is larger than the limits allow.
    pub fn body(&self, limits: &InputLimits) -> Result<Cow<'_, [u8]>, Refusal> {
        self.page(limits).map(|page| page.body)
    }

    pub(crate) fn page(&self, limits: &InputLimits) -> Result<Page<'_>, Refusal> {
        let page = match &self.content {
            WarcContent::HttpResponse => http::page(&self.bytes, limits),
            WarcContent::Document(content_type) => self.document(content_type),
        };
        match page {
            // What is no page may be as large as it likes, and what is cut short
            // is no fault of the record.
            Ok(_) | Err(Refusal::Failed(_)) if !self.whole => {
                Err(Refusal::Failed(RecordError::TooLarge { limit: limits.max_record_bytes }))
            }
            page => page,
        }
    }

    fn document(&self, content_type: &str) -> Result<Page<'_>, Refusal> {
        let media_type = MediaType::parse(content_type);
        if !media_type.is_page() {
            return Err(Refusal::Dropped(DropCause::ContentType { essence: media_type.into_essence() }));
        }
        Ok(Page { media_type, body: Cow::from(&self.bytes) })
    }
}
