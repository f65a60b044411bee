//! Text to tree.
//!
//! html5ever's tokenizer and tree builder (HTML Standard § 13.2.5 and
//! § 13.2.6), scripting off, write into our arena through [`sink`]; [`guard`]
//! stands between the two and keeps the limits. Nothing of html5ever shows
//! outside this module, so either half can be exchanged.

mod guard;
mod sink;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, ns};

use self::guard::Guard;
use self::sink::{Sink, create_context};
use crate::dom::Dom;
use crate::{LimitHit, Limits, Tag};

/// Input is handed over in pieces so that a limit stops the tokenizer soon.
const CHUNK_BYTES: usize = 64 << 10;

/// Parses a whole document.
///
/// Linear in the input for real pages; the depth limit keeps it so for nested
/// ones. Never fails: see [`Dom::limit_hits`].
pub fn parse(text: &str, limits: &Limits) -> Dom {
    let (text, cut) = clip(text, limits);
    let builder = TreeBuilder::new(
        Sink::new(text.len()),
        TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
    );
    drive(text, cut, Guard::new(builder, limits), None)
}

/// Parses a fragment as the content of a `context` element (HTML Standard
/// § 13.4). The tree is an `html` element under the document, the fragment's
/// nodes are its children.
pub fn parse_fragment(text: &str, context: Tag, limits: &Limits) -> Dom {
    let (text, cut) = clip(text, limits);
    let sink = Sink::new(text.len());
    let context = create_context(&sink, QualName::new(None, ns!(html), context.name().into()));
    let builder = TreeBuilder::new_for_fragment(
        sink,
        context,
        None,
        TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
    );
    let state = builder.tokenizer_state_for_context_elem(false);
    drive(text, cut, Guard::new(builder, limits), Some(state))
}

/// Makes a tree of text without markup: one text node in `html` and `body`.
pub fn plain_text(text: &str, limits: &Limits) -> Dom {
    let (text, cut) = clip(text, limits);
    let sink = Sink::new(0);
    sink.plain_text(text);
    finish(sink, cut)
}

fn drive(
    text: &str,
    cut: Option<LimitHit>,
    guard: Guard,
    state: Option<html5ever::tokenizer::states::State>,
) -> Dom {
    let tokenizer = Tokenizer::new(guard, TokenizerOpts { initial_state: state, ..Default::default() });
    let queue = BufferQueue::default();
    let mut rest = text;
    while !rest.is_empty() && !tokenizer.sink.is_full() {
        let (chunk, behind) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES).max(rest.len().min(4)));
        rest = behind;
        queue.push_back(StrTendril::from_slice(chunk));
        // A script or a `<meta charset>` makes the tokenizer pause, not end.
        while tokenizer.feed(&queue) != TokenizerResult::Done {}
    }
    tokenizer.end();
    finish(tokenizer.sink.into_sink(), cut)
}

fn finish(sink: Sink, cut: Option<LimitHit>) -> Dom {
    let mut dom = sink.into_dom();
    dom.limit_hits.splice(0..0, cut);
    dom
}

fn clip<'a>(text: &'a str, limits: &Limits) -> (&'a str, Option<LimitHit>) {
    if text.len() <= limits.max_bytes {
        return (text, None);
    }
    (&text[..text.floor_char_boundary(limits.max_bytes)], Some(LimitHit::Bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NodeId;

    fn text(dom: &Dom) -> String {
        dom.text_content(NodeId::DOCUMENT)
    }

    #[test]
    fn dom_crosses_threads() {
        fn check<T: Send + Sync>() {}
        check::<Dom>();
    }

    #[test]
    fn depth_limit_flattens_and_keeps_text() {
        let page = format!("{}deep<p>deeper", "<div>".repeat(5_000));
        let dom = parse(&page, &Limits::default());
        assert_eq!(dom.limit_hits(), [LimitHit::Depth]);
        assert_eq!(text(&dom), "deepdeeper");
        let deepest = dom.descendants(NodeId::DOCUMENT).map(|id| dom.ancestors(id).count()).max().unwrap();
        assert!(deepest <= 514, "{deepest}");
    }

    #[test]
    fn depth_limit_leaves_scripts_scripts() {
        let page = format!(
            "{}<script>if (a < b) {{}}</script>text<svg>{}",
            "<div>".repeat(600),
            "<title>".repeat(600)
        );
        let dom = parse(&page, &Limits::default());
        let script = dom.elements(Tag::Script).next().unwrap();
        assert_eq!(dom.text_content(script), "if (a < b) {}");
    }

    #[test]
    fn node_limit_gives_a_partial_tree() {
        let dom = parse(&"<p>x".repeat(1_000), &Limits::default().with_max_nodes(100));
        assert_eq!(dom.limit_hits(), [LimitHit::Nodes]);
        assert!(dom.len() < 110 && text(&dom).starts_with("xxx"));
    }

    #[test]
    fn byte_limit_cuts_at_a_character() {
        let dom = parse("ééééé", &Limits::default().with_max_bytes(5));
        assert_eq!((text(&dom).as_str(), dom.limit_hits()), ("éé", &[LimitHit::Bytes][..]));
    }

    #[test]
    fn attribute_budget_stops_cloned_values() {
        let page = format!("<p><a href={}>{}", "x".repeat(10_000), "<p>y".repeat(2_000));
        let dom = parse(&page, &Limits::default());
        assert_eq!(dom.limit_hits(), [LimitHit::Attributes]);
        assert!(dom.text.len() < 4 * page.len() + (128 << 10));
    }

    #[test]
    fn an_element_keeps_256_attributes() {
        let tags = (0..2_000).map(|n| format!("<body a{n}=1>")).collect::<Vec<_>>().concat();
        let dom = parse(&tags, &Limits::default());
        let body = dom.elements(Tag::Body).next().unwrap();
        assert_eq!((dom.attributes(body).count(), dom.limit_hits()), (256, &[LimitHit::Attributes][..]));
    }

    #[test]
    fn scripting_is_off() {
        let dom = parse("<noscript><p>no</p></noscript>", &Limits::default());
        assert_eq!(dom.elements(Tag::P).count(), 1);
    }

    #[test]
    fn misnested_tables_keep_text_in_order() {
        let dom = parse("<table>a<tr>b<td>c</td>d</tr>e</table>f", &Limits::default());
        assert_eq!(text(&dom), "abdecf");
    }

    #[test]
    fn fragments_keep_order_and_rows() {
        let dom = parse_fragment("lead<script>x</script><p>para", Tag::Body, &Limits::default());
        assert_eq!(text(&dom), "leadxpara");
        let rows = parse_fragment("<td>cell", Tag::Tr, &Limits::default());
        assert_eq!(rows.elements(Tag::Td).count(), 1);
    }

    #[test]
    fn plain_text_is_no_markup() {
        let dom = plain_text("a <b> &amp; c", &Limits::default());
        assert_eq!(text(&dom), "a <b> &amp; c");
        assert_eq!(dom.elements(Tag::B).count(), 0);
    }

    #[test]
    fn attributes_and_names_are_kept() {
        let dom = parse("<X-Card Data-A='1' b=&lt;><svg><a xlink:href=u>", &Limits::default());
        let card = dom.elements(Tag::Other).next().unwrap();
        assert_eq!(dom.name(card), "x-card");
        assert_eq!((dom.attribute(card, "data-a"), dom.attribute(card, "b")), (Some("1"), Some("<")));
        let link = dom.descendants(card).find(|&id| dom.name(id) == "a").unwrap();
        assert_eq!(dom.attribute(link, "xlink:href"), Some("u"));
        assert_eq!(dom.tag(link), Some(Tag::Other));
    }
}
