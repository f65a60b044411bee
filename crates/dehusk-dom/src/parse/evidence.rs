//! Whether a text was written by an XML serialiser.
//!
//! Tools that parse a page and write it out again as XML give elements without
//! content a slash in place of an end tag, whatever the element. Read as HTML, a
//! `<script/>` or `<iframe/>` of such a page swallows the rest of it. No author
//! wrote that: browsers would have shown nothing.
//!
//! A serialiser knows no exceptions, so most pages show with their first
//! `<meta …>` or `<script …></script>` that none wrote them, and the reading
//! stops there.

use std::rc::Rc;

use crate::Tag;
use crate::tokenize::{
    Consumer, Doctype, Listed, Name, Next, Raw, RawKind, StartTag, State, Text, Wanted, tokenize,
};

/// Signs for XML that one sign against it takes. Not infinite, since pages are
/// tampered with after they were serialised.
const WORTH: u32 = 8;

/// Signs against XML that end the reading, unless those for it outweigh them.
const GRACE: u32 = 4;

/// Self-closed elements that are enough where none is of raw text.
const ENOUGH: u32 = 3;

/// Whether an XML serialiser wrote the text. Linear in it; ends early on most.
pub(super) fn is_xml_output(text: &str) -> bool {
    let signs = tokenize(text, State::Data, Rc::new(Listed::new(&[])), Signs::default());
    let is_enough = signs.raw > 0 || signs.closed >= ENOUGH;
    is_enough && signs.voids > 0 && !signs.outweighed()
}

/// What tags say about who wrote them.
struct Signs {
    /// Self-closed elements that HTML would leave open.
    closed: u32,
    /// Those of them that hold raw text.
    raw: u32,
    /// Self-closed void elements.
    voids: u32,
    /// What no XML serialiser writes.
    against: u32,
    /// How many elements of each tag are open.
    open: [u32; Tag::Other as usize + 1],
    /// The element whose start tag was the last token.
    empty: Option<Tag>,
}

impl Default for Signs {
    fn default() -> Self {
        Self { closed: 0, raw: 0, voids: 0, against: 0, open: [0; Tag::Other as usize + 1], empty: None }
    }
}

impl Signs {
    fn outweighed(&self) -> bool {
        self.against.saturating_mul(WORTH) > self.closed
    }
}

impl Consumer for Signs {
    fn characters(&mut self, _: Text<'_>) {
        self.empty = None;
    }

    fn null(&mut self) {}

    fn start_tag(&mut self, token: &StartTag<'_>) -> Next {
        let tag = token.name.tag;
        self.empty = None;
        if tag == Tag::Other {
            // Elements that HTML does not know say nothing.
            return Next::Data;
        }
        if token.self_closing {
            self.voids += u32::from(tag.is_void());
            self.closed += u32::from(!tag.is_void() && !may_stay_open(tag));
            self.raw += u32::from(tag.holds_raw_text());
            return Next::Data;
        }
        self.against += u32::from(tag.is_void());
        self.open[tag as usize] += 1;
        self.empty = Some(tag);
        next(tag)
    }

    fn end_tag(&mut self, name: Name<'_>) {
        let (tag, empty) = (name.tag, self.empty.take());
        if tag == Tag::Other {
            return;
        }
        let open = &mut self.open[tag as usize];
        // Behind `<div/>` or `<script/>` it was HTML's start tag after all.
        let is_stray = *open == 0;
        // A serialiser may not know that `wbr` is void: `<wbr>text</wbr>`.
        self.against -= u32::from(tag.is_void() && !is_stray);
        self.against += u32::from(is_stray || empty == Some(tag));
        *open = open.saturating_sub(1);
    }

    fn comment(&mut self, _: Text<'_>) {
        self.empty = None;
    }

    fn doctype(&mut self, _: Doctype<'_>) {}

    fn in_foreign_content(&self) -> bool {
        false
    }

    fn wants(&self, _: &Name<'_>) -> Wanted {
        Wanted::None
    }

    fn is_full(&self) -> bool {
        self.against > GRACE && self.outweighed()
    }
}

/// How the tokenizer goes on behind an element that is not closed.
fn next(tag: Tag) -> Next {
    let kind = match tag {
        Tag::PlainText => return Next::Plaintext,
        Tag::Script => RawKind::Script,
        Tag::Title | Tag::TextArea => RawKind::Rcdata,
        tag if tag.holds_raw_text() => RawKind::Rawtext,
        _ => return Next::Data,
    };
    Next::Raw(Raw { kind, emit: true })
}

/// Whether authors leave the end tag out: their `<p/>` may be a start tag.
fn may_stay_open(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Html
            | Tag::Head
            | Tag::Body
            | Tag::P
            | Tag::Li
            | Tag::Dt
            | Tag::Dd
            | Tag::Option
            | Tag::OptGroup
            | Tag::ColGroup
            | Tag::Caption
            | Tag::THead
            | Tag::TBody
            | Tag::TFoot
            | Tag::Tr
            | Tag::Td
            | Tag::Th
    )
}

#[cfg(test)]
mod tests {
    use super::is_xml_output;
    use crate::{Dom, ParseOptions, SelfClosing, Tag, parse};

    const HEAD: &str = r#"<html><head><meta charset="utf-8"/><title>t</title></head><body>"#;

    fn says(body: &str) -> bool {
        is_xml_output(&format!("{HEAD}{body}</body></html>"))
    }

    #[test]
    fn self_closed_elements_say_xml() {
        assert!(says("<p>a</p><iframe src='x'/><p>b</p>"));
        assert!(says("<textarea/>"));
        assert!(says("<a name='x'/><div/><span/>"));
        assert!(says("<script>if (a < b) '<br></p>'</script><!--<br>--><script src='x'/>"));
        assert!(is_xml_output("<meta charset='u'/><link/><title/><script src='x'/>text"));
    }

    #[test]
    fn what_authors_write_says_html() {
        assert!(!says("text"));
        assert!(!says("<br/><img src='x' />"));
        assert!(!says("<script src=x /></script>"));
        assert!(!says("<script src=x />\n</script>"));
        assert!(!says("<script src='x'></script><iframe src='x'/>"));
        assert!(!says("<br><iframe src='x'/>"));
        assert!(!says("<div class=a />text</div><div class=b />text</div>"));
        assert!(!says("one<p/>two<p/>three<p/>four"));
        assert!(!says("<my-card/><my-card/><my-card/>"));
        assert!(!says("<a name='one'/>"));
        assert!(!is_xml_output("Put <script/> where you need it."));
    }

    #[test]
    fn a_page_may_be_tampered_with() {
        assert!(says(&format!("{}<script src='x'></script><br>", "<i class='x'/>".repeat(16))));
        assert!(!says(&format!("{}<script src='x'></script><br>", "<i class='x'/>".repeat(15))));
    }

    #[test]
    fn serialisers_may_not_know_void_elements() {
        let voids = "a<wbr>b</wbr>".repeat(9);
        assert!(says(&format!("{voids}<iframe src='x'/>")));
        assert!(!says(&format!("{voids}<wbr><iframe src='x'/>")));
    }

    #[test]
    fn options_decide() {
        fn paragraphs(text: &str, self_closing: SelfClosing) -> usize {
            let dom: Dom<'_> = parse(text, &ParseOptions::default().with_self_closing(self_closing));
            dom.elements(Tag::P).count()
        }
        let written = format!("{HEAD}<iframe src='x'/><p>text</p>");
        assert_eq!(paragraphs(&written, SelfClosing::Html), 0);
        assert_eq!(paragraphs(&written, SelfClosing::Xml), 1);
        assert_eq!(paragraphs(&written, SelfClosing::ByEvidence), 1);
        let authored = written.replace("/>", ">");
        assert_eq!(paragraphs(&authored, SelfClosing::ByEvidence), 0);
    }
}
