//! The JSON of a tree of content.
//!
//! [`Content`] is a list of parts. A part is an object whose `type` says what it
//! is; fields with a question mark are left out where there is nothing to say.
//! `text`, `caption` and each of `terms` are lists of inlines.
//!
//! | `type` | fields |
//! |---|---|
//! | `heading` | `level`, `text` |
//! | `paragraph` | `text` |
//! | `list` | `first?` where it is counted, `items`: objects with `number?`, `parts` |
//! | `definitions` | `items`: objects with `terms`, a list of texts, and `meanings`, a list of lists of parts |
//! | `quote` | `parts` |
//! | `code` | `language?`, `text`: a string |
//! | `table` | `caption?`, `head`: how many rows are headings, `rows`: lists of cells; a cell is `null` where another covers it, else an object with `heading?`: `true`, `columns?`, `rows?`, `text` |
//! | `figure` | `images`: objects with `url`, `alt`, `title?`; `caption?` |
//! | `formula` | `latex` |
//! | `rule` | |
//! | `embed` | `provider?`, `author?`, `url?`, `parts?` |
//!
//! An inline is a string, its words, or an object:
//!
//! | `type` | fields |
//! |---|---|
//! | `emphasis`, `strong`, `struck`, `superscript`, `subscript` | `text` |
//! | `code` | `code` |
//! | `link` | `url`, `text` |
//! | `image` | `url`, `alt`, `title?` |
//! | `formula` | `latex` |
//! | `ruby` | `base`, `reading` |
//! | `break` | |
//!
//! It is the tree as it is: nothing is escaped but for JSON, and who makes another
//! form of it has to do what the writers of this crate do. Names and meanings
//! change only with [`SCHEMA`](crate::SCHEMA); new types and fields may come.
//!
//! It is written by hand: derived, a paragraph and a heading would be of
//! different forms, as one has a name for its words in Rust and the other none.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::content::{Cell, Content, Definition, Embed, Image, Inline, Item, List, Part, Table};

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parts.serialize(serializer)
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Heading { level, text } => {
                map.serialize_entry("type", "heading")?;
                map.serialize_entry("level", level)?;
                map.serialize_entry("text", text)?;
            }
            Self::Paragraph(text) => {
                map.serialize_entry("type", "paragraph")?;
                map.serialize_entry("text", text)?;
            }
            Self::List(list) => list_fields(list, &mut map)?,
            Self::Definitions(definitions) => {
                map.serialize_entry("type", "definitions")?;
                map.serialize_entry("items", definitions)?;
            }
            Self::Quote(parts) => {
                map.serialize_entry("type", "quote")?;
                map.serialize_entry("parts", parts)?;
            }
            Self::Code { language, text } => {
                map.serialize_entry("type", "code")?;
                some(&mut map, "language", language.as_ref())?;
                map.serialize_entry("text", text)?;
            }
            Self::Table(table) => table_fields(table, &mut map)?,
            Self::Figure { images, caption } => {
                map.serialize_entry("type", "figure")?;
                map.serialize_entry("images", images)?;
                any(&mut map, "caption", caption)?;
            }
            Self::Formula(latex) => {
                map.serialize_entry("type", "formula")?;
                map.serialize_entry("latex", latex)?;
            }
            Self::Rule => map.serialize_entry("type", "rule")?,
            Self::Embed(embed) => embed_fields(embed, &mut map)?,
        }
        map.end()
    }
}

impl Serialize for Inline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Text(text) = self {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.type_name())?;
        match self {
            Self::Text(_) | Self::Break => {}
            Self::Emphasis(text)
            | Self::Strong(text)
            | Self::Struck(text)
            | Self::Superscript(text)
            | Self::Subscript(text) => map.serialize_entry("text", text)?,
            Self::Code(code) => map.serialize_entry("code", code)?,
            Self::Link(link) => {
                map.serialize_entry("url", &link.url)?;
                map.serialize_entry("text", &link.text)?;
            }
            Self::Image(image) => image_fields(image, &mut map)?,
            Self::Formula(latex) => map.serialize_entry("latex", latex)?,
            Self::Ruby { base, reading } => {
                map.serialize_entry("base", base)?;
                map.serialize_entry("reading", reading)?;
            }
        }
        map.end()
    }
}

impl Inline {
    const fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Emphasis(_) => "emphasis",
            Self::Strong(_) => "strong",
            Self::Struck(_) => "struck",
            Self::Superscript(_) => "superscript",
            Self::Subscript(_) => "subscript",
            Self::Code(_) => "code",
            Self::Link(_) => "link",
            Self::Image(_) => "image",
            Self::Formula(_) => "formula",
            Self::Ruby { .. } => "ruby",
            Self::Break => "break",
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        some(&mut map, "number", self.number.as_ref())?;
        map.serialize_entry("parts", &self.parts)?;
        map.end()
    }
}

impl Serialize for Definition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("terms", &self.terms)?;
        map.serialize_entry("meanings", &self.meanings)?;
        map.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        some(&mut map, "heading", self.is_heading.then_some(&true))?;
        some(&mut map, "columns", (self.columns > 1).then_some(&self.columns))?;
        some(&mut map, "rows", (self.rows > 1).then_some(&self.rows))?;
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        image_fields(self, &mut map)?;
        map.end()
    }
}

fn image_fields<M: SerializeMap>(image: &Image, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("url", &image.url)?;
    map.serialize_entry("alt", &image.alt)?;
    some(map, "title", image.title.as_ref())
}

fn list_fields<M: SerializeMap>(list: &List, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("type", "list")?;
    some(map, "first", list.numbers.map(|numbers| numbers.first).as_ref())?;
    map.serialize_entry("items", &list.items)
}

fn table_fields<M: SerializeMap>(table: &Table, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("type", "table")?;
    any(map, "caption", &table.caption)?;
    map.serialize_entry("head", &table.head)?;
    map.serialize_entry("rows", &table.rows)
}

fn embed_fields<M: SerializeMap>(embed: &Embed, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("type", "embed")?;
    some(map, "provider", embed.provider.as_ref())?;
    some(map, "author", embed.author.as_ref())?;
    some(map, "url", embed.url.as_ref())?;
    any(map, "parts", &embed.parts)
}

/// A field that is left out where it has no value.
fn some<M: SerializeMap>(map: &mut M, name: &str, value: Option<&impl Serialize>) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, value))
}

/// A field that is left out where it is empty.
fn any<M: SerializeMap>(map: &mut M, name: &str, values: &[impl Serialize]) -> Result<(), M::Error> {
    if values.is_empty() { Ok(()) } else { map.serialize_entry(name, values) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Link, Numbers};

    #[test]
    fn types_are_named_and_empty_fields_are_not_there() {
        let words = |text: &str| vec![Inline::Text(text.to_owned())];
        let item = Item { number: Some(3), parts: vec![Part::Paragraph(words("a"))] };
        let cell = Cell { columns: 2, text: words("b"), ..Cell::default() };
        let link = Inline::Link(Link { url: "/c".into(), text: words("d") });
        let content = Content {
            parts: vec![
                Part::List(List { numbers: Some(Numbers { first: 3 }), items: vec![item] }),
                Part::Table(Table { caption: Vec::new(), head: 0, rows: vec![vec![Some(cell), None]] }),
                Part::Heading { level: 2, text: vec![link, Inline::Break] },
                Part::Code { language: None, text: "x".into() },
                Part::Rule,
            ],
        };
        let wanted = serde_json::json!([
            { "type": "list", "first": 3, "items": [{ "number": 3, "parts": [{ "type": "paragraph", "text": ["a"] }] }] },
            { "type": "table", "head": 0, "rows": [[{ "columns": 2, "text": ["b"] }, null]] },
            { "type": "heading", "level": 2, "text": [{ "type": "link", "url": "/c", "text": ["d"] }, { "type": "break" }] },
            { "type": "code", "text": "x" },
            { "type": "rule" },
        ]);
        assert_eq!(serde_json::to_value(content).unwrap(), wanted);
    }
}
