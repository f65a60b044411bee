//! What pulldown-cmark finds.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Block, EMPHASIS, Line, STRONG, STRUCK, What, code, paragraph};

/// What readers of Markdown have on.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// The blocks of `markdown`.
///
/// # Panics
///
/// If there is HTML in it, or anything that the writer does not write.
pub(crate) fn parsed(markdown: &str) -> Vec<Block> {
    let mut reader = Reader { events: Parser::new_ext(markdown, options()).collect::<Vec<_>>().into_iter() };
    reader.blocks()
}

struct Reader<'a> {
    events: std::vec::IntoIter<Event<'a>>,
}

impl Reader<'_> {
    /// Blocks, and lines of tight items, up to the end of what is open.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Line::default();
        while let Some(event) = self.events.next() {
            let tag = match event {
                Event::Start(tag) => tag,
                Event::End(_) => break,
                Event::Rule => {
                    blocks.extend(paragraph(std::mem::take(&mut line)));
                    blocks.push(Block::Rule);
                    continue;
                }
                event => {
                    self.inline(event, &mut line, 0, None);
                    continue;
                }
            };
            if is_inline(&tag) {
                self.inline(Event::Start(tag), &mut line, 0, None);
                continue;
            }
            blocks.extend(paragraph(std::mem::take(&mut line)));
            match tag {
                Tag::Paragraph => blocks.extend(paragraph(self.line())),
                Tag::Heading { level, .. } => blocks.push(Block::Heading(level as u8, self.line().normal())),
                Tag::BlockQuote(None) => blocks.push(Block::Quote(self.blocks())),
                Tag::List(first) => {
                    let items = self.items();
                    blocks.push(Block::List(first.and_then(|first| i64::try_from(first).ok()), items));
                }
                Tag::CodeBlock(kind) => blocks.push(self.code(&kind)),
                Tag::Table(_) => blocks.push(Block::Table(self.rows())),
                tag => panic!("{tag:?}"),
            }
        }
        blocks.extend(paragraph(line));
        blocks
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(Event::Start(Tag::Item)) = self.events.next() {
            items.push(self.blocks());
        }
        items
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> Block {
        let CodeBlockKind::Fenced(info) = kind else { panic!("indented code") };
        let mut text = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                _ => break,
            }
        }
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        code(Some(info.to_string()).filter(|info| !info.is_empty()), text)
    }

    fn rows(&mut self) -> Vec<Vec<Line>> {
        let mut rows = Vec::new();
        while let Some(Event::Start(Tag::TableHead | Tag::TableRow)) = self.events.next() {
            let mut row = Vec::new();
            while let Some(Event::Start(Tag::TableCell)) = self.events.next() {
                row.push(self.line().normal());
            }
            rows.push(row);
        }
        rows
    }

    fn line(&mut self) -> Line {
        let mut line = Line::default();
        self.inlines(&mut line, 0, None);
        line
    }

    fn inlines(&mut self, line: &mut Line, styles: u8, target: Option<&String>) {
        while let Some(event) = self.events.next() {
            if matches!(event, Event::End(_)) {
                return;
            }
            self.inline(event, line, styles, target);
        }
    }

    fn inline(&mut self, event: Event<'_>, line: &mut Line, styles: u8, target: Option<&String>) {
        match event {
            Event::Text(text) => line.push_text(&text, styles, target),
            Event::Code(code) => line.push(What::Code(code.to_string()), styles, target),
            Event::SoftBreak => line.push_text(" ", styles, target),
            Event::HardBreak => line.push(What::Break, styles, target),
            Event::Start(Tag::Emphasis) => self.inlines(line, styles | EMPHASIS, target),
            Event::Start(Tag::Strong) => self.inlines(line, styles | STRONG, target),
            Event::Start(Tag::Strikethrough) => self.inlines(line, styles | STRUCK, target),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.inlines(line, styles, Some(&dest_url.to_string()));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let mut alt = String::new();
                for event in self.events.by_ref() {
                    match event {
                        Event::End(TagEnd::Image) => break,
                        Event::Text(text) => alt.push_str(&text),
                        event => panic!("{event:?} in alt"),
                    }
                }
                let title = Some(title.to_string()).filter(|title| !title.is_empty());
                line.push(What::Image { url: dest_url.to_string(), alt, title }, styles, target);
            }
            event => panic!("{event:?}"),
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
