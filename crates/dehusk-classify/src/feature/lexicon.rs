//! Words in class names and ids.
//!
//! Whole words only, of several elements, as some features among many: a class
//! that contains `tag`, `tool` or `widget` says nothing for certain.

use dehusk_dom::{Dom, NodeId, Tag};

use super::family;

/// What a word of a class name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Family {
    Content,
    Post,
    Title,
    Navigation,
    Footer,
    Header,
    Sidebar,
    Comment,
    Share,
    Related,
    Author,
    Meta,
    Tags,
    Advertisement,
    Promotion,
    Consent,
    Popup,
    Form,
    Product,
    Card,
    List,
    Media,
    User,
    Quote,
    Code,
    Tab,
    Review,
    Button,
    Description,
    Summary,
    Forum,
    Grid,
}

pub(super) const FAMILIES: usize = 32;

/// Words of class names, sorted, by what they speak of.
const WORDS: &[(&str, Family)] = {
    use Family::*;
    &[
        ("about", Author),
        ("abstract", Summary),
        ("accordion", Tab),
        ("action", Button),
        ("actions", Button),
        ("ad", Advertisement),
        ("ads", Advertisement),
        ("adsense", Advertisement),
        ("advert", Advertisement),
        ("advertisement", Advertisement),
        ("alert", Popup),
        ("answer", Forum),
        ("article", Post),
        ("articlebody", Content),
        ("aside", Sidebar),
        ("attribution", Media),
        ("author", Author),
        ("avatar", User),
        ("badge", Tags),
        ("banner", Advertisement),
        ("bar", Navigation),
        ("basket", Product),
        ("bio", Author),
        ("block", Grid),
        ("blog", Post),
        ("blurb", Summary),
        ("body", Content),
        ("bottom", Footer),
        ("box", Card),
        ("breadcrumb", Navigation),
        ("breadcrumbs", Navigation),
        ("browse", Navigation),
        ("btn", Button),
        ("button", Button),
        ("byline", Author),
        ("caption", Media),
        ("card", Card),
        ("cards", Card),
        ("carousel", Media),
        ("cart", Product),
        ("catalog", Product),
        ("categories", Tags),
        ("category", Tags),
        ("cell", Grid),
        ("chapter", Content),
        ("chip", Tags),
        ("cite", Quote),
        ("code", Code),
        ("col", Grid),
        ("collapse", Tab),
        ("collection", Product),
        ("column", Grid),
        ("columns", Grid),
        ("comment", Comment),
        ("commentlist", Comment),
        ("comments", Comment),
        ("component", Grid),
        ("consent", Consent),
        ("container", Grid),
        ("content", Content),
        ("contents", Navigation),
        ("cookie", Consent),
        ("cookies", Consent),
        ("copy", Content),
        ("copyright", Footer),
        ("count", Meta),
        ("credit", Media),
        ("cta", Promotion),
        ("date", Meta),
        ("deck", Summary),
        ("desc", Description),
        ("description", Description),
        ("detail", Description),
        ("details", Description),
        ("dialog", Popup),
        ("disclaimer", Footer),
        ("discussion", Forum),
        ("disqus", Comment),
        ("doc", Content),
        ("docs", Content),
        ("document", Content),
        ("drawer", Popup),
        ("dropdown", Navigation),
        ("editor", Content),
        ("embed", Media),
        ("entry", Post),
        ("error", Popup),
        ("event", Card),
        ("excerpt", Summary),
        ("faq", Content),
        ("feature", Card),
        ("featured", Related),
        ("features", Description),
        ("feed", List),
        ("field", Form),
        ("figure", Media),
        ("filter", Form),
        ("filters", Form),
        ("follow", Share),
        ("foot", Footer),
        ("footer", Footer),
        ("footnote", Footer),
        ("form", Form),
        ("forum", Forum),
        ("gallery", Media),
        ("gdpr", Consent),
        ("grid", Grid),
        ("group", Grid),
        ("head", Header),
        ("header", Header),
        ("heading", Title),
        ("headline", Title),
        ("hero", Header),
        ("hidden", Popup),
        ("highlight", Code),
        ("icon", Button),
        ("icons", Button),
        ("image", Media),
        ("img", Media),
        ("info", Meta),
        ("inner", Grid),
        ("input", Form),
        ("intro", Summary),
        ("item", Card),
        ("items", List),
        ("label", Form),
        ("language", Navigation),
        ("latest", Related),
        ("layout", Grid),
        ("lead", Summary),
        ("lede", Summary),
        ("left", Sidebar),
        ("legal", Footer),
        ("like", Share),
        ("likes", Share),
        ("link", Navigation),
        ("links", Navigation),
        ("list", List),
        ("listing", List),
        ("loader", Popup),
        ("login", Form),
        ("logo", Header),
        ("main", Content),
        ("markdown", Content),
        ("masthead", Header),
        ("media", Media),
        ("mega", Navigation),
        ("member", User),
        ("menu", Navigation),
        ("menus", Navigation),
        ("message", Forum),
        ("messages", Forum),
        ("meta", Meta),
        ("metadata", Meta),
        ("mobile", Navigation),
        ("modal", Popup),
        ("more", Related),
        ("nav", Navigation),
        ("navbar", Navigation),
        ("navigation", Navigation),
        ("news", Post),
        ("newsletter", Promotion),
        ("next", Navigation),
        ("note", Content),
        ("notes", Content),
        ("notice", Popup),
        ("notification", Popup),
        ("offer", Product),
        ("option", Form),
        ("options", Form),
        ("overlay", Popup),
        ("page", Content),
        ("pager", Navigation),
        ("pagination", Navigation),
        ("panel", Tab),
        ("paragraph", Content),
        ("partner", Advertisement),
        ("partners", Advertisement),
        ("photo", Media),
        ("player", Media),
        ("popular", Related),
        ("popup", Popup),
        ("post", Post),
        ("posted", Meta),
        ("posts", List),
        ("prev", Navigation),
        ("price", Product),
        ("primary", Content),
        ("product", Product),
        ("products", Product),
        ("profile", User),
        ("promo", Promotion),
        ("promotion", Promotion),
        ("prose", Content),
        ("publish", Meta),
        ("published", Meta),
        ("qty", Product),
        ("quantity", Product),
        ("question", Forum),
        ("quick", Product),
        ("quote", Quote),
        ("rail", Sidebar),
        ("rating", Review),
        ("ratings", Review),
        ("reaction", Share),
        ("reactions", Share),
        ("read", Related),
        ("recent", Related),
        ("recommend", Related),
        ("recommendation", Related),
        ("recommendations", Related),
        ("recommended", Related),
        ("references", Footer),
        ("related", Related),
        ("replies", Comment),
        ("reply", Comment),
        ("responses", Comment),
        ("result", List),
        ("results", List),
        ("review", Review),
        ("reviews", Review),
        ("rich", Content),
        ("richtext", Content),
        ("right", Sidebar),
        ("row", Grid),
        ("rte", Content),
        ("sale", Product),
        ("search", Form),
        ("secondary", Sidebar),
        ("section", Content),
        ("select", Form),
        ("share", Share),
        ("sharing", Share),
        ("shipping", Product),
        ("shop", Product),
        ("sidebar", Sidebar),
        ("sig", User),
        ("sign", Form),
        ("signature", User),
        ("signup", Promotion),
        ("site", Header),
        ("skip", Navigation),
        ("slide", Media),
        ("slider", Media),
        ("social", Share),
        ("sort", Form),
        ("spec", Description),
        ("specification", Description),
        ("specifications", Description),
        ("specs", Description),
        ("sponsor", Advertisement),
        ("sponsored", Advertisement),
        ("standfirst", Summary),
        ("star", Review),
        ("stars", Review),
        ("stats", Meta),
        ("sticky", Popup),
        ("story", Post),
        ("sub", Title),
        ("subheading", Title),
        ("submenu", Navigation),
        ("subnav", Navigation),
        ("subscribe", Promotion),
        ("subtitle", Title),
        ("suggested", Related),
        ("summary", Summary),
        ("swatch", Product),
        ("swiper", Media),
        ("tab", Tab),
        ("table", List),
        ("tabs", Tab),
        ("tag", Tags),
        ("tags", Tags),
        ("taxonomy", Tags),
        ("teaser", Related),
        ("term", Tags),
        ("terms", Footer),
        ("testimonial", Review),
        ("testimonials", Review),
        ("text", Content),
        ("textblock", Content),
        ("thread", Forum),
        ("thumb", Media),
        ("thumbnail", Media),
        ("tile", Card),
        ("time", Meta),
        ("timestamp", Meta),
        ("title", Title),
        ("toc", Navigation),
        ("toggle", Button),
        ("tool", Button),
        ("toolbar", Button),
        ("tools", Button),
        ("tooltip", Popup),
        ("top", Header),
        ("topbar", Header),
        ("topic", Forum),
        ("trending", Related),
        ("user", User),
        ("userinfo", User),
        ("username", User),
        ("utility", Navigation),
        ("variant", Product),
        ("video", Media),
        ("views", Meta),
        ("vote", Share),
        ("votes", Share),
        ("warning", Popup),
        ("widget", Sidebar),
        ("wishlist", Product),
        ("wysiwyg", Content),
    ]
};

/// Levels between a block's container and the nearest element around it that
/// speaks of each family; [`FAR`] if there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Distances(pub(super) [u8; FAMILIES]);

/// Farther away than anything that matters.
pub(super) const FAR: u8 = 15;

impl Default for Distances {
    fn default() -> Self {
        Self([FAR; FAMILIES])
    }
}

impl Distances {
    /// Those of an element inside one with these distances.
    pub(super) fn inside(mut self, own: u32) -> Self {
        for (family, distance) in self.0.iter_mut().enumerate() {
            *distance = if own & (1 << family) != 0 { 0 } else { (*distance + 1).min(FAR) };
        }
        self
    }

    fn of(&self, family: Family) -> f32 {
        f32::from(self.0[family as usize])
    }
}

/// The families that an element's class and id speak of, as bits.
pub(super) fn families(dom: &Dom<'_>, node: NodeId, tag: Tag) -> u32 {
    // Classes of the outermost elements name the page, not a part of it.
    if matches!(tag, Tag::Html | Tag::Body) {
        return 0;
    }
    let mut found = 0;
    for attribute in dom.attributes(node).filter(|attribute| matches!(attribute.name, "class" | "id")) {
        for_each_word(attribute.value, |word| {
            if let Ok(at) = WORDS.binary_search_by(|(known, _)| (*known).cmp(word)) {
                found |= 1 << WORDS[at].1 as u8;
            }
        });
    }
    found
}

/// Calls with each word of a class list in lower case: `post-bodyText2` has
/// `post`, `body`, `text`.
fn for_each_word(class: &str, mut with: impl FnMut(&str)) {
    let mut word = String::with_capacity(16);
    let mut before_was_lower = false;
    for c in class.chars().take(400).chain([' ']) {
        let ends = !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && before_was_lower;
        if ends && !word.is_empty() {
            with(&word);
            word.clear();
        }
        before_was_lower = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
    }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    class_content "levels up to a class that names text" => |c, b| c.info(b).classes.of(Family::Content);
    class_post "… a post or article" => |c, b| c.info(b).classes.of(Family::Post);
    class_title "… a title" => |c, b| c.info(b).classes.of(Family::Title);
    class_navigation "… navigation" => |c, b| c.info(b).classes.of(Family::Navigation);
    class_footer "… a footer" => |c, b| c.info(b).classes.of(Family::Footer);
    class_header "… a header" => |c, b| c.info(b).classes.of(Family::Header);
    class_sidebar "… a sidebar" => |c, b| c.info(b).classes.of(Family::Sidebar);
    class_comment "… comments" => |c, b| c.info(b).classes.of(Family::Comment);
    class_share "… a share bar" => |c, b| c.info(b).classes.of(Family::Share);
    class_related "… other pages" => |c, b| c.info(b).classes.of(Family::Related);
    class_author "… an author" => |c, b| c.info(b).classes.of(Family::Author);
    class_meta "… dates and counts" => |c, b| c.info(b).classes.of(Family::Meta);
    class_tags "… tags" => |c, b| c.info(b).classes.of(Family::Tags);
    class_advertisement "… advertisements" => |c, b| c.info(b).classes.of(Family::Advertisement);
    class_promotion "… promotions" => |c, b| c.info(b).classes.of(Family::Promotion);
    class_consent "… consent" => |c, b| c.info(b).classes.of(Family::Consent);
    class_popup "… something that pops up" => |c, b| c.info(b).classes.of(Family::Popup);
    class_form "… a form" => |c, b| c.info(b).classes.of(Family::Form);
    class_product "… a product" => |c, b| c.info(b).classes.of(Family::Product);
    class_card "… a card" => |c, b| c.info(b).classes.of(Family::Card);
    class_list "… a list" => |c, b| c.info(b).classes.of(Family::List);
    class_media "… media" => |c, b| c.info(b).classes.of(Family::Media);
    class_user "… a user" => |c, b| c.info(b).classes.of(Family::User);
    class_quote "… a quote" => |c, b| c.info(b).classes.of(Family::Quote);
    class_code "… code" => |c, b| c.info(b).classes.of(Family::Code);
    class_tab "… tabs" => |c, b| c.info(b).classes.of(Family::Tab);
    class_review "… reviews" => |c, b| c.info(b).classes.of(Family::Review);
    class_button "… buttons" => |c, b| c.info(b).classes.of(Family::Button);
    class_description "… a description" => |c, b| c.info(b).classes.of(Family::Description);
    class_summary "… a summary" => |c, b| c.info(b).classes.of(Family::Summary);
    class_forum "… a thread" => |c, b| c.info(b).classes.of(Family::Forum);
    class_grid "… a grid" => |c, b| c.info(b).classes.of(Family::Grid);
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn words_are_whole() {
        let mut words = Vec::new();
        for_each_word("post-bodyText2 contentWithSidebar staging", |word| words.push(word.to_owned()));
        assert_eq!(words, ["post", "body", "text", "content", "with", "sidebar", "staging"]);
    }
}
