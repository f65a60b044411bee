//! XML-TEI (TEI P5), for those who build corpora.
//!
//! A `<teiHeader>` of what is known of the document, then `<text><body>`:
//!
//! | in the tree | in TEI |
//! |---|---|
//! | heading | `<head rend="h2">` |
//! | list | `<list rend="ul">` or `<list rend="ol">`; `<item n="3">` |
//! | terms and what they mean | `<list type="gloss">`, with `<label>` and `<item>` |
//! | quotation, embed | `<quote>`; the embed's ends in `<ref>` to where it stands |
//! | code | `<code lang="rust">`, in `<ab>` where it stands by itself; white space is its own |
//! | table | `<table>`, its caption as `<head>`; `<cell role="head" cols rows>` |
//! | figure, image | `<figure>` with `<graphic url>`, `<figDesc>` for what it shows, `<p>` for the caption |
//! | formula | `<formula notation="TeX">` |
//! | emphasis | `<hi rend="#i">`, `#b`, `#sup`, `#sub`; `<del>` |
//! | ruby | `<ruby><rb>` and `<rt>` |
//! | break, rule | `<lb/>`, `<milestone unit="section" rend="rule"/>` |
//!
//! Headings stand before paragraphs, not in `<div>`s of their sections, as in what
//! trafilatura writes: levels of pages skip and return, and sections that are made
//! of them would say what no author said. Characters that XML 1.0 forbids are left
//! out.

use std::fmt::Write;

use super::address::{Use, address};
use super::chars;
use super::embed::attribution;
use super::head::Head;
use super::list::numbered;
use super::visible::{is_blank, is_empty, is_empty_item, is_space};
use crate::content::{Cell, Content, Definition, Embed, Image, Inline, Link, List, MOST_LEVELS, Part, Table};

/// `content` and `head` as a TEI document. Linear.
pub fn tei(content: &Content, head: &Head<'_>) -> String {
    let mut writer = Writer::default();
    writer
        .out
        .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"");
    if let Some(language) = chars::language(head.language) {
        writer.attribute("xml:lang", language);
    }
    writer.out.push_str(">\n");
    writer.header(head);
    writer.out.push_str("<text>\n<body>\n");
    writer.parts(&content.parts, 0);
    writer.out.push_str("</body>\n</text>\n</TEI>\n");
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
}

impl Writer {
    fn header(&mut self, head: &Head<'_>) {
        self.out.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>\n");
        self.field("title", head.title.unwrap_or_default());
        head.author.iter().for_each(|author| self.field("author", author));
        self.out.push_str("</titleStmt>\n<publicationStmt>\n");
        self.field("publisher", head.publisher.unwrap_or_default());
        head.date.iter().for_each(|date| self.field("date", date));
        self.out.push_str("</publicationStmt>\n<sourceDesc>\n<bibl>");
        self.element("title", head.title.unwrap_or_default());
        head.author.iter().for_each(|author| self.element("author", author));
        head.publisher.iter().for_each(|publisher| self.element("publisher", publisher));
        head.date.iter().for_each(|date| self.element("date", date));
        if let Some(url) = head.url.and_then(|url| address(url, Use::Link)) {
            self.out.push_str("<ptr type=\"URL\"");
            self.attribute("target", &url);
            self.out.push_str("/>");
        }
        self.out.push_str("</bibl>\n</sourceDesc>\n</fileDesc>\n");
        if !head.categories.is_empty() {
            self.out.push_str("<profileDesc>\n<textClass>\n<keywords>\n");
            head.categories.iter().for_each(|category| self.field("term", category));
            self.out.push_str("</keywords>\n</textClass>\n</profileDesc>\n");
        }
        self.out.push_str("</teiHeader>\n");
    }

    fn field(&mut self, tag: &str, text: &str) {
        self.element(tag, text);
        self.out.push('\n');
    }

    fn element(&mut self, tag: &str, text: &str) {
        // Writing into a string cannot fail, here and below.
        let _ = write!(self.out, "<{tag}>");
        self.text(&chars::line(text));
        let _ = write!(self.out, "</{tag}>");
    }

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
                let _ = write!(self.out, "<head rend=\"h{}\">", rank.clamp(&1, &6));
                self.inlines(text, 0);
                self.out.push_str("</head>");
            }
            Part::Paragraph(text) => self.words("p", text),
            Part::List(list) => self.list(list, level),
            Part::Definitions(definitions) => self.definitions(definitions, level),
            Part::Quote(parts) => self.group("quote", parts, level),
            Part::Code { language, text } => {
                self.out.push_str("<ab><code");
                if let Some(language) = chars::language(language.as_deref()) {
                    self.attribute("lang", language);
                }
                self.out.push_str(" xml:space=\"preserve\">");
                self.text(&chars::code(text));
                self.out.push_str("</code></ab>");
            }
            Part::Table(table) => self.table(table),
            Part::Figure { images, caption } => self.figure(images, caption),
            Part::Formula(latex) => {
                self.out.push_str("<p>");
                self.formula(chars::code(latex).trim());
                self.out.push_str("</p>");
            }
            Part::Rule => self.out.push_str("<milestone unit=\"section\" rend=\"rule\"/>"),
            Part::Embed(embed) => self.embed(embed, level),
        }
    }

    fn group(&mut self, tag: &str, parts: &[Part], level: usize) {
        let _ = writeln!(self.out, "<{tag}>");
        self.parts(parts, level + 1);
        let _ = write!(self.out, "</{tag}>");
    }

    fn words(&mut self, tag: &str, words: &[Inline]) {
        if is_blank(words, 0) {
            return;
        }
        let _ = write!(self.out, "<{tag}>");
        self.inlines(words, 0);
        let _ = write!(self.out, "</{tag}>");
    }

    fn list(&mut self, list: &List, level: usize) {
        let kind = if list.numbers.is_some() { "ol" } else { "ul" };
        let _ = writeln!(self.out, "<list rend=\"{kind}\">");
        for (number, item) in numbered(list).filter(|(_, item)| !is_empty_item(item, level)) {
            match number {
                Some(number) => {
                    let _ = write!(self.out, "<item n=\"{number}\">");
                }
                None => self.out.push_str("<item>"),
            }
            self.bare(&item.parts, level + 1);
            self.out.push_str("</item>\n");
        }
        self.out.push_str("</list>");
    }

    /// Parts of which a single paragraph is written without `<p>`.
    fn bare(&mut self, parts: &[Part], level: usize) {
        if let [Part::Paragraph(text)] = parts {
            self.inlines(text, 0);
        } else {
            self.out.push('\n');
            self.parts(parts, level);
        }
    }

    fn definitions(&mut self, definitions: &[Definition], level: usize) {
        self.out.push_str("<list type=\"gloss\">\n");
        for definition in definitions {
            for term in &definition.terms {
                self.words("label", term);
                self.out.push('\n');
            }
            for meaning in &definition.meanings {
                if meaning.iter().any(|part| !is_empty(part, level + 1)) {
                    self.out.push_str("<item>");
                    self.bare(meaning, level + 1);
                    self.out.push_str("</item>\n");
                }
            }
        }
        self.out.push_str("</list>");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        self.words("head", &table.caption);
        for row in &table.rows {
            self.out.push_str("<row>");
            row.iter().flatten().for_each(|cell| self.cell(cell));
            self.out.push_str("</row>\n");
        }
        self.out.push_str("</table>");
    }

    fn cell(&mut self, cell: &Cell) {
        self.out.push_str("<cell");
        if cell.is_heading {
            self.attribute("role", "head");
        }
        for (name, span) in [("cols", cell.columns), ("rows", cell.rows)] {
            if span > 1 {
                self.attribute(name, &span.to_string());
            }
        }
        self.out.push('>');
        self.inlines(&cell.text, 0);
        self.out.push_str("</cell>");
    }

    fn figure(&mut self, images: &[Image], caption: &[Inline]) {
        self.out.push_str("<figure>\n");
        for image in images {
            self.graphic(image);
            self.out.push('\n');
        }
        self.words("p", caption);
        self.out.push_str("</figure>");
    }

    fn graphic(&mut self, image: &Image) {
        if let Some(url) = address(&image.url, Use::Image) {
            self.out.push_str("<graphic");
            self.attribute("url", &url);
            if let Some(title) = &image.title {
                self.attribute("n", title);
            }
            self.out.push_str("/>");
        }
        if !image.alt.trim().is_empty() {
            self.element("figDesc", &image.alt);
        }
    }

    fn embed(&mut self, embed: &Embed, level: usize) {
        self.out.push_str("<quote>\n");
        self.parts(&embed.parts, level + 1);
        self.words("p", &attribution(embed));
        self.out.push_str("</quote>");
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
            Inline::Text(text) => self.text(&chars::line(text)),
            Inline::Emphasis(inner) => self.set("#i", inner, level),
            Inline::Strong(inner) => self.set("#b", inner, level),
            Inline::Superscript(inner) => self.set("#sup", inner, level),
            Inline::Subscript(inner) => self.set("#sub", inner, level),
            Inline::Struck(inner) => {
                self.out.push_str("<del>");
                self.inlines(inner, level);
                self.out.push_str("</del>");
            }
            Inline::Code(code) => {
                self.out.push_str("<code>");
                self.text(&chars::code(code));
                self.out.push_str("</code>");
            }
            Inline::Link(link) => self.link(link, level),
            Inline::Image(image) => {
                self.out.push_str("<figure>");
                self.graphic(image);
                self.out.push_str("</figure>");
            }
            Inline::Formula(latex) if is_space(latex) => {}
            Inline::Formula(latex) => self.formula(chars::line(latex).trim()),
            Inline::Ruby { base, reading } => {
                self.out.push_str("<ruby>");
                self.element("rb", base);
                self.element("rt", reading);
                self.out.push_str("</ruby>");
            }
            Inline::Break => self.out.push_str("<lb/>"),
        }
    }

    fn set(&mut self, rend: &str, inner: &[Inline], level: usize) {
        let _ = write!(self.out, "<hi rend=\"{rend}\">");
        self.inlines(inner, level);
        self.out.push_str("</hi>");
    }

    fn formula(&mut self, latex: &str) {
        self.out.push_str("<formula notation=\"TeX\">");
        self.text(latex);
        self.out.push_str("</formula>");
    }

    fn link(&mut self, link: &Link, level: usize) {
        let Some(url) = address(&link.url, Use::Link) else {
            return self.inlines(&link.text, level);
        };
        self.out.push_str("<ref");
        self.attribute("target", &url);
        self.out.push('>');
        self.inlines(&link.text, level);
        self.out.push_str("</ref>");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        self.text(&chars::line(value));
        self.out.push('"');
    }

    fn text(&mut self, text: &str) {
        for sign in text.chars().filter(|&sign| is_of_xml(sign)) {
            match sign {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                _ => self.out.push(sign),
            }
        }
    }
}

/// `Char` of XML 1.0.
const fn is_of_xml(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_body_are_there() {
        let words = |text: &str| vec![Inline::Text(text.to_owned())];
        let cell = Cell { is_heading: true, columns: 2, rows: 1, text: words("c\u{fffe}") };
        let content = Content {
            parts: vec![
                Part::Heading { level: 2, text: words("A & B") },
                Part::Table(Table { rows: vec![vec![Some(cell), None]], ..Table::default() }),
            ],
        };
        let head = Head {
            title: Some("T"),
            date: Some("2026-01-02".into()),
            url: Some("https://example.org/?a&b"),
            language: Some("en"),
            ..Head::default()
        };
        assert_eq!(
            tei(&content, &head),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">\n\
             <teiHeader>\n<fileDesc>\n<titleStmt>\n<title>T</title>\n</titleStmt>\n\
             <publicationStmt>\n<publisher></publisher>\n<date>2026-01-02</date>\n</publicationStmt>\n\
             <sourceDesc>\n<bibl><title>T</title><date>2026-01-02</date>\
             <ptr type=\"URL\" target=\"https://example.org/?a&amp;b\"/></bibl>\n</sourceDesc>\n\
             </fileDesc>\n</teiHeader>\n<text>\n<body>\n\
             <head rend=\"h2\">A &amp; B</head>\n\
             <table>\n<row><cell role=\"head\" cols=\"2\">c</cell></row>\n</table>\n\
             </body>\n</text>\n</TEI>\n"
        );
    }
}
