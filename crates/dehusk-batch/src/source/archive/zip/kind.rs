//! Zips that are something else besides: web archives, books, documents.

use super::Listed;

/// What a zip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Files.
    Files,
    /// A web archive (WACZ): the WARCs in `archive/` are its records; the rest
    /// is indexes over them, lists of their pages, and what describes them.
    WebArchive,
    /// An EPUB: its pages are its records; the rest is style, pictures, and the
    /// lists that an EPUB has.
    Book,
    /// A document of an office program, whose text stands in XML of its own.
    Office,
}

impl Kind {
    pub(super) fn of(listed: &[Listed]) -> Self {
        let has = |name: &str| listed.iter().any(|entry| entry.name == name);
        if has("[Content_Types].xml") {
            return Self::Office;
        }
        if listed.iter().any(|entry| is_warc(&entry.name)) && has("datapackage.json") {
            return Self::WebArchive;
        }
        // Both stand in a container of the Open Container Format.
        match has("META-INF/container.xml") {
            true => Self::Book,
            false if has("mimetype") && has("content.xml") => Self::Office,
            false => Self::Files,
        }
    }

    /// Whether what the entry holds is said by others, or is no page of the kind.
    pub(super) fn passes_over(self, name: &str) -> bool {
        match self {
            Self::Files | Self::Office => false,
            Self::WebArchive => !is_warc(name),
            Self::Book => {
                let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
                !["xhtml", "html", "htm"].iter().any(|page| extension.eq_ignore_ascii_case(page))
            }
        }
    }
}

fn is_warc(name: &str) -> bool {
    let Some(name) = name.strip_prefix("archive/") else { return false };
    let stem = name.strip_suffix(".gz").unwrap_or(name);
    stem.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("warc"))
}
