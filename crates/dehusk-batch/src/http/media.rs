//! Content types.

use dehusk::InputKind;

/// A content type, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaType {
    essence: String,
    /// The `charset` parameter.
    pub(crate) charset: Option<String>,
}

impl MediaType {
    /// Reads the value of a `Content-Type` header; never fails, as browsers
    /// never do.
    pub(crate) fn parse(value: &str) -> Self {
        let mut parts = value.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']).trim();
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
        Self { essence, charset }
    }

    /// Whether documents of this type are pages: HTML, text, or not said.
    pub(crate) fn is_page(&self) -> bool {
        self.is_markup()
            || self.is_text()
            || matches!(self.essence.as_str(), "" | "application/octet-stream" | "unknown/unknown")
    }

    /// What the type says about the input. Nothing where it says HTML: pages,
    /// fragments and bare text are served as that.
    pub(crate) fn kind(&self) -> Option<InputKind> {
        self.is_text().then_some(InputKind::Text)
    }

    /// The type without its parameters.
    pub(crate) fn essence(&self) -> &str {
        &self.essence
    }

    /// The type without its parameters.
    pub(crate) fn into_essence(self) -> String {
        self.essence
    }

    fn is_markup(&self) -> bool {
        // Some servers send the type without its first half, or twice.
        self.essence.contains("html")
    }

    fn is_text(&self) -> bool {
        matches!(self.essence.as_str(), "text/plain" | "text/markdown" | "text/x-markdown")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_charsets() {
        let of = |value: &str| {
            let media_type = MediaType::parse(value);
            (media_type.is_page(), media_type.kind(), media_type.charset)
        };
        assert_eq!(of("text/html"), (true, None, None));
        assert_eq!(of("Text/HTML; Charset=\"utf-8\""), (true, None, Some("utf-8".to_owned())));
        assert_eq!(
            of("application/xhtml+xml;x=y; charset = koi8-r "),
            (true, None, Some("koi8-r".to_owned()))
        );
        assert_eq!(of("text/plain"), (true, Some(InputKind::Text), None));
        assert_eq!(of(""), (true, None, None));
        assert_eq!(of("application/pdf"), (false, None, None));
        assert_eq!(of("text/css; charset="), (false, None, None));
    }
}
