//! HTML: small, semantic, inert.
//!
//! It is written as html5ever writes a tree down, so that parsing and writing it again
//! gives the same bytes, and cleaning it takes nothing away. That holds for the
//! policy of this crate (`policy.rs`), which it is passed through, and for
//! `ammonia::clean`, the default of ammonia, but for two attributes that this
//! default does not know: `class="language-rust"` of code, and `value` of a list's
//! item whose number is not the next one. [`Marks::Common`] does without them: the
//! language is left out, and a list is divided where its numbers jump.
//!
//! | in the tree | in HTML |
//! |---|---|
//! | the only paragraph of an item or a meaning, first in it or alone | its words, without `<p>` |
//! | code | `<pre><code class="language-x">` |
//! | formula | `<code>\(…\)</code>`, `<p><code>\[…\]</code></p>`: LaTeX with its own marks. No program that sets formulas looks into `<code>`, so that nothing in it can do anything; who wants them set knows where they are |
//! | ruby | `<ruby>`, with parentheses in `<rp>` |
//! | embed | `<blockquote cite>`, which ends in a link to where it stands |
//! | links | `rel="noopener noreferrer"`; addresses that no parser takes leave their words |
//! | cells over several rows or columns | `rowspan`, `colspan` |

use std::borrow::Cow;
use std::fmt::Write;

use super::address::{Use, address};
use super::chars;
use super::embed::attribution;
use super::head::Head;
use super::list::numbered;
use super::policy;
use super::visible::{is_blank, is_empty, is_empty_item, is_space};
use crate::content::{
    Cell, Content, Definition, Embed, Image, Inline, Item, Link, List, MOST_LEVELS, Part, Table,
};

/// The standard's bounds of spans.
const MOST_COLUMNS: usize = 1_000;
const MOST_ROWS: usize = 65_534;

/// Which attributes are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marks {
    /// All that mean something.
    #[default]
    All,
    /// Those that `ammonia::clean` with its defaults leaves as they are.
    Common,
}

/// How HTML is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HtmlOptions {
    /// Which attributes are written.
    pub marks: Marks,
}

impl HtmlOptions {
    /// These options with `marks`.
    #[must_use]
    pub const fn with_marks(mut self, marks: Marks) -> Self {
        self.marks = marks;
        self
    }
}

/// `content` as a fragment of HTML, one part a line. Linear.
///
/// ```
/// use dehusk::content::{Content, Inline, Link, Part};
///
/// let link = Link { url: "javascript:alert(1)".into(), text: vec![Inline::Text("<b>".into())] };
/// let content = Content { parts: vec![Part::Paragraph(vec![Inline::Link(link)])] };
/// assert_eq!(dehusk::write::html(&content, Default::default()), "<p>&lt;b&gt;</p>\n");
/// ```
pub fn html(content: &Content, options: HtmlOptions) -> String {
    let mut writer = Writer { out: String::new(), marks: options.marks, link: Where::Line };
    writer.parts(&content.parts, 0);
    policy::clean(writer.out)
}

/// A whole page: `content` in an `<article>` under the title of `head`, whose
/// other fields become `<meta>` elements. Linear.
pub fn html_page(content: &Content, head: &Head<'_>, options: HtmlOptions) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = head.language {
        attribute(&mut out, "lang", language);
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    text(&mut out, head.title.unwrap_or_default());
    out.push_str("</title>\n");
    let fields = [("author", head.author), ("date", head.date.as_deref()), ("publisher", head.publisher)];
    let categories = head.categories.iter().map(|category| ("keywords", Some(category.as_str())));
    for (name, value) in fields.into_iter().chain(categories) {
        let Some(value) = value else { continue };
        out.push_str("<meta");
        attribute(&mut out, "name", name);
        attribute(&mut out, "content", value);
        out.push_str(">\n");
    }
    if let Some(url) = head.url.and_then(|url| address(url, Use::Link)) {
        out.push_str("<link rel=\"canonical\"");
        attribute(&mut out, "href", &url);
        out.push_str(">\n");
    }
    out.push_str("</head>\n<body>\n<article>\n");
    if let Some(title) = head.title {
        out.push_str("<h1>");
        text(&mut out, title);
        out.push_str("</h1>\n");
    }
    out.push_str(&html(content, options));
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// Whether a link is open, since links in links are none.
#[derive(PartialEq, Eq)]
enum Where {
    Line,
    Link,
}

struct Writer {
    out: String,
    marks: Marks,
    link: Where,
}

impl Writer {
    fn parts(&mut self, parts: &[Part], level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        for part in parts.iter().filter(|part| !is_empty(part, level)) {
            self.part(part, level);
            self.out.push('\n');
        }
    }

    fn part(&mut self, part: &Part, level: usize) {
        match part {
            Part::Heading { level: rank, text } => {
                let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(rank.clamp(&1, &6) - 1)];
                self.words(tag, text);
            }
            Part::Paragraph(text) => self.words("p", text),
            Part::List(list) => self.list(list, level),
            Part::Definitions(definitions) => self.definitions(definitions, level),
            Part::Quote(parts) => {
                self.out.push_str("<blockquote>\n");
                self.parts(parts, level + 1);
                self.out.push_str("</blockquote>");
            }
            Part::Code { language, text } => self.code(language.as_deref(), text),
            Part::Table(table) => self.table(table),
            Part::Figure { images, caption } => self.figure(images, caption),
            Part::Formula(latex) => {
                self.out.push_str("<p><code>\\[");
                text(&mut self.out, chars::code(latex).trim());
                self.out.push_str("\\]</code></p>");
            }
            Part::Rule => self.out.push_str("<hr>"),
            Part::Embed(embed) => self.embed(embed, level),
        }
    }

    fn words(&mut self, tag: &str, words: &[Inline]) {
        if is_blank(words, 0) {
            return;
        }
        self.open(tag);
        self.inlines(words, 0);
        self.close(tag);
    }

    fn open(&mut self, tag: &str) {
        // Writing into a string cannot fail, here and below.
        let _ = write!(self.out, "<{tag}>");
    }

    fn close(&mut self, tag: &str) {
        let _ = write!(self.out, "</{tag}>");
    }

    fn list(&mut self, list: &List, level: usize) {
        let tag = if list.numbers.is_some() { "ol" } else { "ul" };
        let mut next = None;
        for (number, item) in numbered(list).filter(|(_, item)| !is_empty_item(item, level)) {
            let is_jump = next != Some(number);
            match next {
                None => self.open_list(tag, number),
                Some(_) if is_jump && self.marks == Marks::Common => {
                    self.close(tag);
                    self.out.push('\n');
                    self.open_list(tag, number);
                }
                Some(_) => {}
            }
            match number {
                Some(number) if is_jump && next.is_some() && self.marks == Marks::All => {
                    let _ = write!(self.out, "<li value=\"{number}\">");
                }
                _ => self.out.push_str("<li>"),
            }
            self.item(item, level);
            self.out.push_str("</li>\n");
            next = Some(number.map(|number| number.saturating_add(1)));
        }
        self.close(tag);
    }

    fn open_list(&mut self, tag: &str, first: Option<i64>) {
        match first {
            Some(first) if first != 1 => {
                let _ = writeln!(self.out, "<{tag} start=\"{first}\">");
            }
            _ => {
                self.open(tag);
                self.out.push('\n');
            }
        }
    }

    fn item(&mut self, item: &Item, level: usize) {
        self.bare(&item.parts, level + 1);
    }

    /// Parts of which the first is written without `<p>` if it is the only
    /// paragraph.
    fn bare(&mut self, parts: &[Part], level: usize) {
        let mut rest = parts;
        if let [Part::Paragraph(text), others @ ..] = parts
            && others.iter().all(|part| matches!(part, Part::List(_)))
            && level <= MOST_LEVELS
        {
            self.inlines(text, 0);
            rest = others;
        }
        if rest.iter().any(|part| !is_empty(part, level)) {
            self.out.push('\n');
            self.parts(rest, level);
        }
    }

    fn definitions(&mut self, definitions: &[Definition], level: usize) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            for term in definition.terms.iter().filter(|term| !is_blank(term, 0)) {
                self.words("dt", term);
                self.out.push('\n');
            }
            for meaning in &definition.meanings {
                if meaning.iter().any(|part| !is_empty(part, level + 1)) {
                    self.open("dd");
                    self.bare(meaning, level + 1);
                    self.out.push_str("</dd>\n");
                }
            }
        }
        self.out.push_str("</dl>");
    }

    fn code(&mut self, language: Option<&str>, code: &str) {
        self.out.push_str("<pre><code");
        if let (Some(language), Marks::All) = (chars::language(language), self.marks) {
            attribute(&mut self.out, "class", &format!("language-{language}"));
        }
        self.out.push('>');
        text(&mut self.out, &chars::code(code));
        self.out.push_str("</code></pre>");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        if !is_blank(&table.caption, 0) {
            self.words("caption", &table.caption);
            self.out.push('\n');
        }
        let (head, body) = table.rows.split_at(table.head.min(table.rows.len()));
        for (tag, rows) in [("thead", head), ("tbody", body)] {
            if rows.is_empty() {
                continue;
            }
            self.open(tag);
            self.out.push('\n');
            for row in rows {
                self.out.push_str("<tr>");
                row.iter().flatten().for_each(|cell| self.cell(cell));
                self.out.push_str("</tr>\n");
            }
            self.close(tag);
            self.out.push('\n');
        }
        self.out.push_str("</table>");
    }

    fn cell(&mut self, cell: &Cell) {
        let tag = if cell.is_heading { "th" } else { "td" };
        let _ = write!(self.out, "<{tag}");
        for (name, span, most) in [("colspan", cell.columns, MOST_COLUMNS), ("rowspan", cell.rows, MOST_ROWS)]
        {
            if span > 1 {
                attribute(&mut self.out, name, &span.min(most).to_string());
            }
        }
        self.out.push('>');
        self.inlines(&cell.text, 0);
        self.close(tag);
    }

    fn figure(&mut self, images: &[Image], caption: &[Inline]) {
        self.out.push_str("<figure>\n");
        for image in images {
            self.image(image);
            self.out.push('\n');
        }
        if !is_blank(caption, 0) {
            self.words("figcaption", caption);
            self.out.push('\n');
        }
        self.out.push_str("</figure>");
    }

    fn embed(&mut self, embed: &Embed, level: usize) {
        self.out.push_str("<blockquote");
        if let Some(url) = embed.url.as_deref().and_then(|url| address(url, Use::Link)) {
            attribute(&mut self.out, "cite", &url);
        }
        self.out.push_str(">\n");
        self.parts(&embed.parts, level + 1);
        let source = attribution(embed);
        if !is_blank(&source, 0) {
            self.words("p", &source);
            self.out.push('\n');
        }
        self.out.push_str("</blockquote>");
    }

    fn inlines(&mut self, inlines: &[Inline], level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        for inline in inlines {
            self.inline(inline, level + 1);
        }
    }

    fn inline(&mut self, inline: &Inline, level: usize) {
        match inline {
            Inline::Text(words) => text(&mut self.out, &chars::line(words)),
            Inline::Emphasis(inner) => self.set("em", inner, level),
            Inline::Strong(inner) => self.set("strong", inner, level),
            Inline::Struck(inner) => self.set("del", inner, level),
            Inline::Superscript(inner) => self.set("sup", inner, level),
            Inline::Subscript(inner) => self.set("sub", inner, level),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                text(&mut self.out, &chars::code(code));
                self.out.push_str("</code>");
            }
            Inline::Formula(latex) if is_space(latex) => {}
            Inline::Formula(latex) => {
                self.out.push_str("<code>\\(");
                text(&mut self.out, chars::line(latex).trim());
                self.out.push_str("\\)</code>");
            }
            Inline::Link(link) => self.link(link, level),
            Inline::Image(image) => self.image(image),
            Inline::Ruby { base, reading } => self.ruby(base, reading),
            Inline::Break => self.out.push_str("<br>"),
        }
    }

    fn set(&mut self, tag: &str, inner: &[Inline], level: usize) {
        self.open(tag);
        self.inlines(inner, level);
        self.close(tag);
    }

    fn link(&mut self, link: &Link, level: usize) {
        let url = address(&link.url, Use::Link).filter(|url| policy::is_address(url));
        let Some(url) = url.filter(|_| self.link == Where::Line) else {
            return self.inlines(&link.text, level);
        };
        self.out.push_str("<a");
        attribute(&mut self.out, "href", &url);
        attribute(&mut self.out, "rel", policy::REL);
        self.out.push('>');
        self.link = Where::Link;
        self.inlines(&link.text, level);
        self.link = Where::Line;
        self.out.push_str("</a>");
    }

    fn image(&mut self, image: &Image) {
        let url = address(&image.url, Use::Image).filter(|url| policy::is_address(url));
        let Some(url) = url else {
            return text(&mut self.out, &chars::line(&image.alt));
        };
        self.out.push_str("<img");
        attribute(&mut self.out, "src", &url);
        attribute(&mut self.out, "alt", &image.alt);
        if let Some(title) = &image.title {
            attribute(&mut self.out, "title", title);
        }
        self.out.push('>');
    }

    fn ruby(&mut self, base: &str, reading: &str) {
        self.out.push_str("<ruby>");
        text(&mut self.out, &chars::line(base));
        if !is_space(reading) {
            self.out.push_str("<rp>(</rp><rt>");
            text(&mut self.out, &chars::line(reading));
            self.out.push_str("</rt><rp>)</rp>");
        }
        self.out.push_str("</ruby>");
    }
}

fn text(out: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(sign),
        }
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    let value: Cow<'_, str> = chars::line(value);
    for piece in value.split_inclusive('"') {
        text(out, piece.strip_suffix('"').unwrap_or(piece));
        if piece.ends_with('"') {
            out.push_str("&quot;");
        }
    }
    out.push('"');
}
