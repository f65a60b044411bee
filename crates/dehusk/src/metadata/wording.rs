//! Words in classes, ids and properties by which pages name what an element
//! holds.
//!
//! They are English on most sites, whatever the language of the text, since
//! themes and systems bring them along.

/// What the words on an element say that it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// When the text was published or changed, or more that stands beside it.
    pub(super) date: bool,
    /// Who wrote it.
    pub(super) author: bool,
}

impl Names {
    pub(super) const fn or(self, other: Self) -> Self {
        Self { date: self.date || other.date, author: self.author || other.author }
    }

    /// Of a property of schema.org.
    pub(super) fn of_property(properties: &str) -> Self {
        let mut names = Self::default();
        for property in properties.split_ascii_whitespace() {
            names.date |= matches!(property, "datePublished" | "dateModified" | "dateCreated");
            names.author |= property == "author";
        }
        names
    }
}

/// Longer values are lists of utility classes, which name nothing.
const LONGEST: usize = 120;
/// Shorter words name none of what is wanted.
const SHORTEST: usize = 4;

/// What a class or an id names. Linear in it.
pub(super) fn names_in(value: &str) -> Names {
    let mut names = Names::default();
    for word in words(value).filter(|word| word.len() >= SHORTEST) {
        match word.as_bytes()[0] | 0x20 {
            b'a' => {
                names.author |= starts(word, "author") || starts(word, "autor") || is(word, "auteur");
                names.date |= is(word, "authored");
            }
            b'b' => {
                let is_byline = starts(word, "byline");
                names = names.or(Names { date: is_byline, author: is_byline });
            }
            b'c' => names.date |= is(word, "created") || is(word, "credits"),
            b'd' => names.date |= starts(word, "date") || is(word, "datum") || is(word, "details"),
            b'e' => names.date |= is(word, "erstellt") || is(word, "eyebrow"),
            b'f' => names.date |= is(word, "fecha"),
            b'i' => names.date |= is(word, "info") || is(word, "infos"),
            b'm' => names.date |= starts(word, "meta") || starts(word, "modified"),
            b'p' => names.date |= starts(word, "publi") || starts(word, "posted") || starts(word, "pubdate"),
            b'r' => names.author |= is(word, "reporter"),
            b's' => {
                names.date |= is(word, "submitted") || is(word, "stamp");
                names.author |= is(word, "submitted");
            }
            b't' => names.date |= starts(word, "time") || is(word, "tarih"),
            b'u' => names.date |= starts(word, "update"),
            b'w' => names.author |= is(word, "writer"),
            _ => {}
        }
        match word.as_bytes()[word.len() - 1] | 0x20 {
            b'e' => {
                names.date |= ends(word, "date");
                names.author |= ends(word, "byline");
            }
            b'a' => names.date |= ends(word, "meta"),
            b'o' => names.date |= ends(word, "info"),
            b's' => names.date |= ends(word, "infos"),
            b'r' => names.author |= ends(word, "author"),
            _ => {}
        }
    }
    names
}

/// Whether a class or an id names a part of the page that says nothing about the
/// whole: comments, what else there is to read, what is quoted.
pub(super) fn is_aside(value: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "comment",
        "kommentar",
        "related",
        "recommend",
        "popular",
        "trending",
        "sidebar",
        "breadcrumb",
        "tweet",
        "copyright",
        "carousel",
        "newsticker",
        "review",
        "testimonial",
    ];
    // Others stand in the names of boxes of all kinds, so that only what a name
    // ends with says what the box is: `post-card`, not `card-shadow`.
    const ENDS: [&str; 20] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "widget",
        "widgets",
        "footer",
        "embed",
        "teaser",
        "teasers",
        "card",
        "cards",
        "promo",
        "newsletter",
        "slider",
        "ticker",
        "weather",
        "reply",
        "respond",
        "recent",
    ];
    let is_own_footer =
        |name: &str| ["post", "entry", "article", "asset", "node"].iter().any(|own| starts(name, own));
    value.split_ascii_whitespace().any(|name| {
        let last = words(name).last().unwrap_or_default();
        words(name).any(|word| BEGINNINGS.iter().any(|beginning| starts(word, beginning)))
            || ENDS.iter().any(|end| is(last, end)) && !(is(last, "footer") && is_own_footer(name))
    })
}

/// The words of a class or an id: letters between other signs, and from one
/// capital to the next.
fn words(value: &str) -> impl Iterator<Item = &str> {
    let value = if value.len() > LONGEST { "" } else { value };
    let bytes = value.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let start = at;
        while at < bytes.len()
            && bytes[at].is_ascii_alphabetic()
            && (at == start || !bytes[at].is_ascii_uppercase() || bytes[at - 1].is_ascii_uppercase())
        {
            at += 1;
        }
        (at > start).then(|| &value[start..at])
    })
}

fn is(word: &str, known: &str) -> bool {
    word.eq_ignore_ascii_case(known)
}

fn starts(word: &str, known: &str) -> bool {
    word.get(..known.len()).is_some_and(|head| head.eq_ignore_ascii_case(known))
}

/// Whether a word ends with a known one and has more before it.
fn ends(word: &str, known: &str) -> bool {
    word.len() > known.len()
        && word.as_bytes()[word.len() - known.len()..].eq_ignore_ascii_case(known.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_name_dates_and_authors() {
        for class in
            ["entry-date", "published", "postDate", "articleinfos", "date-2", "PublishDate", "post_meta"]
        {
            assert!(names_in(class).date, "{class}");
        }
        for class in ["author", "post-author", "articleAuthor", "Byline", "vcard author"] {
            assert!(names_in(class).author, "{class}");
        }
        for class in ["", "container", "d-flex md:mt-2", "sentimental", "-", "été", "authoriſ"] {
            assert!(!names_in(class).date, "{class}");
        }
    }

    #[test]
    fn asides() {
        assert!(is_aside("post-comments"));
        assert!(is_aside("RelatedPosts"));
        assert!(is_aside("col-4 post-card"));
        for class in ["article-body uncommented", "node--promoted", "card-shadow", "entry-footer"] {
            assert!(!is_aside(class), "{class}");
        }
    }
}
