//! What kind of page a document says that it is.

/// The kind that a document's metadata declares, from what says least of its
/// text to what says most.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the kinds say what they are")]
pub enum PageKind {
    /// It says nothing that is known.
    #[default]
    Unknown,
    Forum,
    Product,
    Collection,
    Service,
    Documentation,
    Article,
}

/// Most objects of one block of JSON-LD that are looked at.
const MOST_OBJECTS: usize = 200;

impl PageKind {
    /// The kind that a block of JSON-LD declares: of several, the one that says
    /// most. The text need not be well-formed. Linear in it.
    pub fn of_json_ld(json: &str) -> Option<Self> {
        const KEY: &str = "\"@type\"";
        let types = json.match_indices(KEY).take(MOST_OBJECTS);
        types
            .map_while(|(at, _)| json[at + KEY.len()..].split_once('"'))
            .filter_map(|(_, value)| Self::of_type(value.split('"').next().unwrap_or_default()))
            .reduce(Self::or)
    }

    /// The kind that a type of schema.org stands for.
    fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "DiscussionForumPosting" | "QAPage" => Self::Forum,
            "Product" | "ProductGroup" => Self::Product,
            "CollectionPage" | "ItemList" => Self::Collection,
            "TechArticle" => Self::Documentation,
            "NewsArticle" | "Article" | "BlogPosting" | "Recipe" => Self::Article,
            "Service" | "LocalBusiness" => Self::Service,
            _ => return None,
        })
    }

    /// The kind that a value of `og:type` stands for.
    pub fn of_open_graph(value: &str) -> Option<Self> {
        Some(match value.trim() {
            "article" => Self::Article,
            "product" | "og:product" | "product.item" => Self::Product,
            "product.group" => Self::Collection,
            "website" => Self::Service,
            _ => return None,
        })
    }

    /// Which of two that a page declares is its own: a shop may describe itself
    /// on the page of a product, and the thread on a page of a forum is an
    /// article too.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::Forum,
        Self::Product,
        Self::Collection,
        Self::Service,
        Self::Documentation,
        Self::Article,
    ];

    /// The kind's name in lower case, such as `article`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Forum => "forum",
            Self::Product => "product",
            Self::Collection => "collection",
            Self::Service => "service",
            Self::Documentation => "documentation",
            Self::Article => "article",
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Service => 1,
            Self::Collection => 2,
            Self::Product => 3,
            Self::Documentation => 4,
            Self::Article => 5,
            Self::Forum => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PageKind;

    #[test]
    fn json_ld_declares_what_says_most() {
        let json = r#"{"@graph": [{"@type": "Service"}, {"@type" : "NewsArticle"}, {"@type": "Thing"}]}"#;
        assert_eq!(PageKind::of_json_ld(json), Some(PageKind::Article));
        assert_eq!(PageKind::of_json_ld(r#"{"@type": "Thing"}"#), None);
        assert_eq!(PageKind::of_json_ld(r#"{"@type": "QAPage"#), Some(PageKind::Forum));
        assert_eq!(PageKind::of_json_ld(r#"{"@type": "#), None);
    }

    #[test]
    fn open_graph_has_types_of_its_own() {
        assert_eq!(PageKind::of_open_graph(" article "), Some(PageKind::Article));
        assert_eq!(PageKind::of_open_graph("video.other"), None);
    }
}
