//! Words of class names and ids, and what each says.
//!
//! The names are those that publishing systems and their themes use, in English
//! nearly everywhere. Names of other languages stand here where a system is at
//! home in one.

use super::part::Part;
use crate::class_word::{Dictionary, Packed};
use crate::verdict::Label;

/// What a word of a class name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Is(Label),
    Footer,
    /// Sharing or following, by where it stands.
    Social,
    /// The line or the box, by what stands beside the word.
    Author,
    /// Makes a box of what stands beside it.
    Box,
    /// A piece of the text: its "footer" is not the page's.
    Text,
}

use Label::{
    Advertisement, AuthorBio, Byline, Caption, Categories, Comments, CookieNotice, Credit, DateLine, Embed,
    Legal, Navigation, Promotion, Related, ShareBar,
};
use Word::{Author, Box, Footer, Is, Social, Text};

/// Sorted by the word.
const WORDS: &[(&str, Word)] = &[
    ("about", Box),
    ("ad", Is(Advertisement)),
    ("addthis", Is(ShareBar)),
    ("addtoany", Is(ShareBar)),
    ("ads", Is(Advertisement)),
    ("adsbygoogle", Is(Advertisement)),
    ("adslot", Is(Advertisement)),
    ("advert", Is(Advertisement)),
    ("advertisement", Is(Advertisement)),
    ("advertising", Is(Advertisement)),
    ("announcement", Is(Promotion)),
    ("anzeige", Is(Advertisement)),
    ("ariane", Is(Navigation)),
    ("article", Text),
    ("auteur", Author),
    ("author", Author),
    ("authorbox", Is(AuthorBio)),
    ("authors", Author),
    ("autor", Author),
    ("banniere", Is(Advertisement)),
    ("bio", Is(AuthorBio)),
    ("biography", Is(AuthorBio)),
    ("box", Box),
    ("breadcrumb", Is(Navigation)),
    ("breadcrumbs", Is(Navigation)),
    ("byline", Is(Byline)),
    ("caption", Is(Caption)),
    ("card", Box),
    ("categories", Is(Categories)),
    ("category", Is(Categories)),
    ("cmp", Is(CookieNotice)),
    ("comentarios", Is(Comments)),
    ("comment", Is(Comments)),
    ("commentaire", Is(Comments)),
    ("commentaires", Is(Comments)),
    ("commenti", Is(Comments)),
    ("commentlist", Is(Comments)),
    ("comments", Is(Comments)),
    ("commercial", Is(Advertisement)),
    ("compartir", Is(ShareBar)),
    ("consent", Is(CookieNotice)),
    ("contents", Is(Navigation)),
    ("cookie", Is(CookieNotice)),
    ("cookiebot", Is(CookieNotice)),
    ("cookies", Is(CookieNotice)),
    ("copyright", Is(Legal)),
    ("credit", Is(Credit)),
    ("credits", Is(Credit)),
    ("crumbs", Is(Navigation)),
    ("cta", Is(Promotion)),
    ("date", Is(DateLine)),
    ("dateline", Is(DateLine)),
    ("dates", Is(DateLine)),
    ("datetime", Is(DateLine)),
    ("description", Box),
    ("details", Box),
    ("didomi", Is(CookieNotice)),
    ("disclaimer", Is(Legal)),
    ("discussion", Is(Comments)),
    ("disqus", Is(Comments)),
    ("donate", Is(Promotion)),
    ("donation", Is(Promotion)),
    ("embed", Is(Embed)),
    ("embedded", Is(Embed)),
    ("entry", Text),
    ("etiquetas", Is(Categories)),
    ("facebook", Social),
    ("filter", Is(Navigation)),
    ("filters", Is(Navigation)),
    ("follow", Is(Promotion)),
    ("foot", Footer),
    ("footer", Footer),
    ("gdpr", Is(CookieNotice)),
    ("impressum", Is(Legal)),
    ("imprint", Is(Legal)),
    ("info", Box),
    ("keywords", Is(Categories)),
    ("komentarze", Is(Comments)),
    ("kommentar", Is(Comments)),
    ("kommentare", Is(Comments)),
    ("latest", Is(Related)),
    ("legal", Is(Legal)),
    ("lettre", Is(Promotion)),
    ("login", Is(Navigation)),
    ("mailing", Is(Promotion)),
    ("membership", Is(Promotion)),
    ("mentions", Is(Legal)),
    ("menu", Is(Navigation)),
    ("migas", Is(Navigation)),
    ("mostread", Is(Related)),
    ("nav", Is(Navigation)),
    ("navbar", Is(Navigation)),
    ("navigation", Is(Navigation)),
    ("newsletter", Is(Promotion)),
    ("oembed", Is(Embed)),
    ("onetrust", Is(CookieNotice)),
    ("outbrain", Is(Advertisement)),
    ("pager", Is(Navigation)),
    ("pagination", Is(Navigation)),
    ("paging", Is(Navigation)),
    ("partage", Is(ShareBar)),
    ("partager", Is(ShareBar)),
    ("paywall", Is(Promotion)),
    ("player", Is(Embed)),
    ("popular", Is(Related)),
    ("post", Text),
    ("postprofile", Is(AuthorBio)),
    ("profile", Is(AuthorBio)),
    ("promo", Is(Promotion)),
    ("promoted", Is(Advertisement)),
    ("promotion", Is(Promotion)),
    ("pubdate", Is(DateLine)),
    ("publicidad", Is(Advertisement)),
    ("publicite", Is(Advertisement)),
    ("published", Is(DateLine)),
    ("recent", Is(Related)),
    ("recirculation", Is(Related)),
    ("recommendation", Is(Related)),
    ("recommendations", Is(Related)),
    ("recommended", Is(Related)),
    ("reklama", Is(Advertisement)),
    ("reklame", Is(Advertisement)),
    ("relacionadas", Is(Related)),
    ("relacionados", Is(Related)),
    ("related", Is(Related)),
    ("relatedposts", Is(Related)),
    ("replies", Is(Comments)),
    ("respond", Is(Comments)),
    ("review", Is(Comments)),
    ("reviews", Is(Comments)),
    ("search", Is(Navigation)),
    ("share", Is(ShareBar)),
    ("sharedaddy", Is(ShareBar)),
    ("sharethis", Is(ShareBar)),
    ("sharing", Is(ShareBar)),
    ("signature", Is(AuthorBio)),
    ("signup", Is(Promotion)),
    ("similar", Is(Related)),
    ("sitemap", Is(Navigation)),
    ("skip", Is(Navigation)),
    ("social", Social),
    ("socials", Social),
    ("sponsor", Is(Advertisement)),
    ("sponsored", Is(Advertisement)),
    ("sponsors", Is(Advertisement)),
    ("story", Text),
    ("submitted", Is(Byline)),
    ("subscribe", Is(Promotion)),
    ("subscription", Is(Promotion)),
    ("subscriptions", Is(Promotion)),
    ("suggested", Is(Related)),
    ("taboola", Is(Advertisement)),
    ("tag", Is(Categories)),
    ("tags", Is(Categories)),
    ("taxonomy", Is(Categories)),
    ("teaser", Is(Related)),
    ("teasers", Is(Related)),
    ("terms", Is(Legal)),
    ("timestamp", Is(DateLine)),
    ("toc", Is(Navigation)),
    ("toolbar", Is(Navigation)),
    ("topics", Is(Categories)),
    ("trending", Is(Related)),
    ("tweet", Is(Embed)),
    ("upsell", Is(Related)),
    ("userinfo", Is(AuthorBio)),
    ("werbung", Is(Advertisement)),
    ("whatsapp", Social),
];

/// Two words that say together what neither says alone.
const PAIRS: &[(&str, &str, Part)] = &[
    ("also", "like", Part::Is(Related)),
    ("cat", "links", Part::Is(Categories)),
    ("further", "reading", Part::Is(Related)),
    ("keep", "reading", Part::Is(Related)),
    ("more", "articles", Part::Is(Related)),
    ("more", "from", Part::Is(Related)),
    ("more", "news", Part::Is(Related)),
    ("more", "posts", Part::Is(Related)),
    ("more", "stories", Part::Is(Related)),
    ("most", "read", Part::Is(Related)),
    ("most", "viewed", Part::Is(Related)),
    ("post", "terms", Part::Is(Categories)),
    ("posted", "on", Part::Is(DateLine)),
    ("read", "also", Part::Is(Related)),
    ("read", "more", Part::Is(Related)),
    ("read", "next", Part::Is(Related)),
    ("recently", "viewed", Part::Is(Related)),
    ("site", "info", Part::Is(Legal)),
    ("top", "stories", Part::Is(Related)),
    ("up", "next", Part::Is(Related)),
];

static DICTIONARY: Dictionary<Word> = Dictionary::of(WORDS);

/// The bits of all first words of [`PAIRS`], and of all second words.
const BITS: (u64, u64) = {
    let mut bits = (0, 0);
    let mut at = 0;
    while at < PAIRS.len() {
        bits.0 |= Packed::of(PAIRS[at].0).bit();
        bits.1 |= Packed::of(PAIRS[at].1).bit();
        at += 1;
    }
    bits
};

pub(super) fn word(name: Packed) -> Option<Word> {
    DICTIONARY.get(name)
}

pub(super) fn pair(first: Packed, second: Packed) -> Option<Part> {
    if BITS.0 & first.bit() == 0 || BITS.1 & second.bit() == 0 {
        return None;
    }
    let is_pair = |&&(a, b, _): &&(&str, &str, Part)| Packed::of(a) == first && Packed::of(b) == second;
    PAIRS.iter().find(is_pair).map(|&(.., part)| part)
}

/// Which of two words of one element goes before: `comment-author` is part of a
/// comment, `newsletter-footer` of a newsletter box.
pub(super) const fn rank(label: Label) -> u8 {
    match label {
        Label::CookieNotice => 0,
        Label::Comments => 1,
        Label::Advertisement => 2,
        Label::Related => 3,
        Label::Promotion => 4,
        Label::ShareBar => 5,
        Label::AuthorBio => 6,
        Label::Byline => 7,
        Label::Credit => 8,
        Label::Caption => 9,
        Label::Navigation => 10,
        Label::Categories => 11,
        Label::DateLine => 12,
        Label::Legal => 13,
        _ => 14,
    }
}

#[cfg(test)]
mod tests {
    use super::{Packed, WORDS, Word};
    use crate::verdict::Label;

    fn word(name: &str) -> Option<Word> {
        super::word(Packed::of(name))
    }

    #[test]
    fn words_are_sorted_and_found() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(word("trending"), Some(Word::Is(Label::Related)));
        assert_eq!(word("trendings"), None);
        assert!(WORDS.iter().all(|&(name, says)| word(name) == Some(says)));
        let pair = |first, second| super::pair(Packed::of(first), Packed::of(second));
        assert!(pair("most", "read").is_some() && pair("read", "most").is_none());
    }
}
