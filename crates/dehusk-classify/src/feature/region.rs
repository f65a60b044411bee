//! The parts of a page that elements and roles name.

use dehusk_dom::{Dom, NodeId, Tag};

use crate::class_list::Said;
use crate::hidden::is_hiding;

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Region {
    Article,
    Main,
    Navigation,
    Header,
    Footer,
    Aside,
    Form,
    Dialog,
    Table,
    List,
    Quote,
    Figure,
    Hidden,
    NoScript,
    /// An embedded post.
    Post,
    /// `itemprop="articleBody"` and the like.
    Body,
}

/// Levels between a container and the nearest element around it that begins
/// each region; [`FAR`] if none does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Regions([u8; REGIONS]);

const REGIONS: usize = Region::Body as usize + 1;

/// Farther away than anything that matters.
const FAR: u8 = 31;

impl Default for Regions {
    fn default() -> Self {
        Self([FAR; REGIONS])
    }
}

impl Regions {
    pub(super) const fn contains(&self, region: Region) -> bool {
        self.0[region as usize] < FAR
    }

    /// Levels up to the nearest element of a region.
    pub(super) fn levels(&self, region: Region) -> f32 {
        f32::from(self.0[region as usize])
    }

    /// Those of an element that begins the given regions, inside one with
    /// these.
    pub(super) fn inside(mut self, own: impl Iterator<Item = Region>) -> Self {
        for levels in &mut self.0 {
            // Never out of a region again, however deep.
            *levels = if *levels < FAR { (*levels + 1).min(FAR - 1) } else { FAR };
        }
        for region in own {
            self.0[region as usize] = 0;
        }
        self
    }
}

/// What the attributes of an element say, read once.
#[derive(Debug, Default)]
pub(super) struct Marks<'d> {
    pub(super) class: &'d str,
    pub(super) id: &'d str,
    role: Option<&'d str>,
    properties: Option<&'d str>,
    relations: Option<&'d str>,
    is_hidden: bool,
}

impl<'d> Marks<'d> {
    pub(super) fn of(dom: &'d Dom<'_>, node: NodeId) -> Self {
        let mut marks = Self::default();
        for attribute in dom.attributes(node) {
            match attribute.name {
                "class" => marks.class = attribute.value,
                "id" => marks.id = attribute.value,
                "role" => marks.role = Some(attribute.value),
                "itemprop" => marks.properties = Some(attribute.value),
                "rel" => marks.relations = Some(attribute.value),
                _ => marks.is_hidden |= is_hiding(attribute),
            }
        }
        marks
    }

    pub(super) const fn has_role(&self) -> bool {
        self.role.is_some()
    }

    /// What they say, whose class list says so much.
    pub(super) fn said(&self, classes: Said) -> Said {
        let mut said = classes;
        if !self.id.is_empty() {
            said.join(Said::of(self.id));
        }
        if let Some(properties) = self.properties {
            said.property(properties);
        }
        if let Some(relations) = self.relations {
            said.relation(relations);
        }
        said
    }
}

impl Region {
    /// The regions that an element begins: by its tag, its role, its microdata,
    /// by being hidden or an embedded post.
    pub(super) fn of(tag: Tag, marks: &Marks<'_>, is_embedded_post: bool) -> impl Iterator<Item = Self> {
        let by_tag = match tag {
            Tag::Article => Some(Self::Article),
            Tag::Main => Some(Self::Main),
            Tag::Nav => Some(Self::Navigation),
            Tag::Header => Some(Self::Header),
            Tag::Footer => Some(Self::Footer),
            Tag::Aside => Some(Self::Aside),
            Tag::Form => Some(Self::Form),
            Tag::Dialog => Some(Self::Dialog),
            Tag::Table => Some(Self::Table),
            Tag::Ul | Tag::Ol | Tag::Menu => Some(Self::List),
            Tag::BlockQuote => Some(Self::Quote),
            Tag::Figure => Some(Self::Figure),
            Tag::NoScript => Some(Self::NoScript),
            _ => None,
        };
        let by_role = marks.role.and_then(|role| match role {
            "navigation" | "menu" | "menubar" | "tablist" | "search" => Some(Self::Navigation),
            "banner" => Some(Self::Header),
            "contentinfo" => Some(Self::Footer),
            "complementary" => Some(Self::Aside),
            "main" => Some(Self::Main),
            "article" => Some(Self::Article),
            "dialog" | "alertdialog" => Some(Self::Dialog),
            _ => None,
        });
        let by_property = marks.properties.and_then(|properties| {
            let names = ["articleBody", "description", "text", "reviewBody", "recipeInstructions"];
            properties.split_ascii_whitespace().any(|name| names.contains(&name)).then_some(Self::Body)
        });
        let post = is_embedded_post.then_some(Self::Post);
        let hidden = marks.is_hidden.then_some(Self::Hidden);
        [by_tag, by_role, by_property, post, hidden].into_iter().flatten()
    }
}

/// Whether a class list is that of a quote by which a network embeds a post, by
/// the class that its own script looks for.
pub fn is_embedded_post(class: &str) -> bool {
    // Of the names below.
    const SHORTEST: usize = 12;
    let is_post = |name: &str| {
        matches!(
            name,
            "twitter-tweet"
                | "twitter-video"
                | "instagram-media"
                | "tiktok-embed"
                | "bluesky-embed"
                | "mastodon-embed"
                | "reddit-embed-bq"
                | "text-post-media"
        )
    };
    class.len() >= SHORTEST && class.contains('-') && class.split_ascii_whitespace().any(is_post)
}
