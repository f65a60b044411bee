//! Pictures, players and posts of other sites.

use dehusk_dom::{Dom, NodeId, Tag};

use super::address::Addresses;
use super::model::{Embed, Image};
use crate::space::fold_space;

/// Pictures of at most so many pixels count visitors.
const PIXEL: u32 = 2;

/// Attributes that hold a picture's address until a script has moved it, the
/// address that is to be shown first.
const LAZY: [&str; 4] = ["data-src", "data-original", "data-lazy-src", "src"];
const LAZY_SETS: [&str; 2] = ["data-srcset", "srcset"];

/// Sites whose frames show what their readers came for; other frames show
/// advertisements and forms.
const PROVIDERS: &[&str] = &[
    "archive.org",
    "bandcamp.com",
    "bilibili.com",
    "bsky.app",
    "codepen.io",
    "dailymotion.com",
    "datawrapper.de",
    "facebook.com",
    "flickr.com",
    "flourish.studio",
    "giphy.com",
    "imgur.com",
    "instagram.com",
    "jsfiddle.net",
    "loom.com",
    "mixcloud.com",
    "nicovideo.jp",
    "openstreetmap.org",
    "peertube.tv",
    "pinterest.com",
    "reddit.com",
    "rutube.ru",
    "slideshare.net",
    "soundcloud.com",
    "spotify.com",
    "ted.com",
    "threads.net",
    "tiktok.com",
    "twitch.tv",
    "twitter.com",
    "vimeo.com",
    "vk.com",
    "wistia.com",
    "x.com",
    "youku.com",
    "youtube-nocookie.com",
    "youtube.com",
];

/// The picture of an `<img>`; `None` for what nobody is to see, and for one
/// without an address.
pub(super) fn image(dom: &Dom<'_>, id: NodeId, addresses: &Addresses) -> Option<Image> {
    let size = |name: &str| dom.attribute(id, name).and_then(|size| size.trim().parse::<u32>().ok());
    if [size("width"), size("height")].into_iter().flatten().any(|size| size <= PIXEL) {
        return None;
    }
    let single = LAZY.iter().filter_map(|name| dom.attribute(id, name));
    let sets = LAZY_SETS.iter().filter_map(|name| dom.attribute(id, name));
    let url = single.chain(sets.filter_map(first_of_set)).find_map(|address| addresses.picture(address))?;
    let words = |name: &str| dom.attribute(id, name).map(fold_space).filter(|words| !words.is_empty());
    Some(Image { url, alt: words("alt").unwrap_or_default(), title: words("title") })
}

/// The first address of a `srcset`.
fn first_of_set(set: &str) -> Option<&str> {
    set.split_ascii_whitespace().next().map(|address| address.trim_end_matches(','))
}

/// What a frame or a player shows, if it is of a site that is known for it, or a
/// recording of the site's own.
pub(super) fn embed(dom: &Dom<'_>, id: NodeId, addresses: &Addresses) -> Option<Embed> {
    let address = |name: &str| dom.attribute(id, name).and_then(|address| addresses.picture(address));
    let own = || address("src").or_else(|| address("data-src"));
    let url = match dom.tag(id)? {
        Tag::IFrame => own().filter(|url| provider(url).is_some()),
        Tag::Video | Tag::Audio => own().or_else(|| source(dom, id, addresses)),
        _ => None,
    }?;
    Some(Embed { provider: provider(&url), url: Some(url), ..Embed::default() })
}

/// The first address among the `<source>` elements of a player.
fn source(dom: &Dom<'_>, id: NodeId, addresses: &Addresses) -> Option<String> {
    let sources = dom.descendants(id).filter(|&inner| dom.tag(inner) == Some(Tag::Source));
    sources.filter_map(|inner| dom.attribute(inner, "src")).find_map(|address| addresses.picture(address))
}

/// The site of an address, if it is one of [`PROVIDERS`].
pub(super) fn provider(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let host = url.host_str()?;
    let is_of =
        |site: &&&str| host.strip_suffix(**site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    PROVIDERS.iter().find(is_of).map(|&site| site.to_owned())
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    #[test]
    fn pictures_have_an_address_and_a_size() {
        let url = |attributes: &str| {
            let dom = parse(format!("<img {attributes}>"), &ParseOptions::default());
            let id = dom.elements(Tag::Img).next().unwrap();
            image(&dom, id, &Addresses::default()).map(|image| image.url)
        };
        assert_eq!(url("src=a.jpg").as_deref(), Some("a.jpg"));
        assert_eq!(url("src='data:image/gif;base64,x' data-src=b.jpg").as_deref(), Some("b.jpg"));
        assert_eq!(url("srcset='c.jpg 1x, d.jpg 2x'").as_deref(), Some("c.jpg"));
        assert_eq!(url("src=a.gif width=1 height=1"), None);
        assert_eq!(url("src=javascript:x alt=y"), None);
    }

    #[test]
    fn sites_are_known_by_their_names() {
        assert_eq!(provider("https://www.youtube.com/embed/x").as_deref(), Some("youtube.com"));
        assert_eq!(provider("https://notx.com/x"), None);
        assert_eq!(provider("https://ads.example/x"), None);
    }
}
