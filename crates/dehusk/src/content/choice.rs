//! What of a content is written.

use super::model::{Content, Definition, Embed, Inline, Item, Link, Part, Table};

/// What of a content a caller wants. Which blocks of the document are kept is
/// decided before, and does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// Whether links lead anywhere; their words stay in any case.
    pub links: bool,
    /// Whether there are pictures; what is said about them stays.
    pub images: bool,
    /// Whether there are tables of data.
    pub tables: bool,
    /// What becomes of posts and players of other sites.
    pub embeds: Embeds,
}

/// What becomes of posts and players of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Embeds {
    /// They stay, with the words of theirs that the document quotes.
    #[default]
    Keep,
    /// They become a link.
    Link,
    /// They go.
    Drop,
}

impl Default for Choice {
    /// All there is.
    fn default() -> Self {
        Self { links: true, images: true, tables: true, embeds: Embeds::Keep }
    }
}

impl Content {
    /// What is wanted of the content. Linear; recurses as deep as the content
    /// nests, at most [`MOST_LEVELS`](super::MOST_LEVELS).
    #[must_use]
    pub fn choose(self, choice: Choice) -> Self {
        if choice == Choice::default() { self } else { Self { parts: choice.parts(self.parts) } }
    }
}

impl Choice {
    fn parts(self, parts: Vec<Part>) -> Vec<Part> {
        parts.into_iter().filter_map(|part| self.part(part)).collect()
    }

    fn part(self, part: Part) -> Option<Part> {
        Some(match part {
            Part::Heading { level, text } => Part::Heading { level, text: self.line(text) },
            Part::Paragraph(line) => Part::Paragraph(some(self.line(line))?),
            Part::List(mut list) => {
                let items = list.items.into_iter().map(|item| Item { parts: self.parts(item.parts), ..item });
                list.items = some(items.filter(|item| !item.parts.is_empty()).collect())?;
                Part::List(list)
            }
            Part::Definitions(all) => {
                Part::Definitions(all.into_iter().map(|one| self.definition(one)).collect())
            }
            Part::Quote(parts) => Part::Quote(some(self.parts(parts))?),
            Part::Table(table) => Part::Table(self.table(table)?),
            Part::Figure { images, caption } => {
                let images = if self.images { images } else { Vec::new() };
                let caption = self.line(caption);
                if images.is_empty() {
                    Part::Paragraph(some(caption)?)
                } else {
                    Part::Figure { images, caption }
                }
            }
            Part::Embed(embed) => self.embed(embed)?,
            Part::Code { .. } | Part::Formula(_) | Part::Rule => part,
        })
    }

    fn definition(self, definition: Definition) -> Definition {
        let Definition { terms, meanings } = definition;
        Definition {
            terms: terms.into_iter().map(|term| self.line(term)).collect(),
            meanings: meanings.into_iter().map(|meaning| self.parts(meaning)).collect(),
        }
    }

    fn table(self, mut wanted: Table) -> Option<Table> {
        for place in wanted.rows.iter_mut().flatten().flatten() {
            place.text = self.line(std::mem::take(&mut place.text));
        }
        wanted.caption = self.line(wanted.caption);
        self.tables.then_some(wanted)
    }

    fn embed(self, embed: Embed) -> Option<Part> {
        match self.embeds {
            Embeds::Drop => None,
            Embeds::Keep => Some(Part::Embed(Embed { parts: self.parts(embed.parts), ..embed })),
            Embeds::Link => {
                let url = embed.url?;
                let words = vec![Inline::Text(embed.provider.unwrap_or_else(|| url.clone()))];
                Some(Part::Paragraph(self.line(vec![Inline::Link(Link { url, text: words })])))
            }
        }
    }

    fn line(self, all: Vec<Inline>) -> Vec<Inline> {
        let mut wanted: Vec<Inline> = Vec::with_capacity(all.len());
        for inline in all {
            match inline {
                Inline::Image(_) if !self.images => {}
                Inline::Link(link) if !self.links => wanted.extend(self.line(link.text)),
                Inline::Link(link) => {
                    let text = self.line(link.text);
                    if !text.is_empty() {
                        wanted.push(Inline::Link(Link { text, ..link }));
                    }
                }
                Inline::Emphasis(inside) => wanted.push(Inline::Emphasis(self.line(inside))),
                Inline::Strong(inside) => wanted.push(Inline::Strong(self.line(inside))),
                Inline::Struck(inside) => wanted.push(Inline::Struck(self.line(inside))),
                Inline::Superscript(inside) => wanted.push(Inline::Superscript(self.line(inside))),
                Inline::Subscript(inside) => wanted.push(Inline::Subscript(self.line(inside))),
                other => wanted.push(other),
            }
        }
        wanted
    }
}

fn some<T>(all: Vec<T>) -> Option<Vec<T>> {
    (!all.is_empty()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::super::model::Image;
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn words_stay_whatever_is_chosen() {
        let image = Image { url: "a.png".to_owned(), ..Image::default() };
        let link = Link { url: "b".to_owned(), text: vec![text("there"), Inline::Image(image.clone())] };
        let words =
            vec![text("See "), Inline::Strong(vec![Inline::Link(link)]), Inline::Image(image.clone())];
        let content = Content {
            parts: vec![
                Part::Paragraph(words),
                Part::Figure { images: vec![image.clone()], caption: vec![text("The wall")] },
                Part::Figure { images: vec![image], caption: Vec::new() },
            ],
        };
        let choice = Choice { links: false, images: false, ..Choice::default() };
        assert_eq!(
            content.clone().choose(choice).parts,
            [
                Part::Paragraph(vec![text("See "), Inline::Strong(vec![text("there")])]),
                Part::Paragraph(vec![text("The wall")]),
            ]
        );
        assert_eq!(content.clone().choose(Choice::default()), content);
    }

    #[test]
    fn embeds_are_links_where_that_is_wanted() {
        let embed = Embed {
            url: Some("https://x.com/a".to_owned()),
            parts: vec![Part::Paragraph(vec![text("words")])],
            ..Embed::default()
        };
        let content = Content { parts: vec![Part::Embed(embed)] };
        let chosen = |embeds| content.clone().choose(Choice { embeds, ..Choice::default() }).parts;
        let link = Link { url: "https://x.com/a".to_owned(), text: vec![text("https://x.com/a")] };
        assert_eq!(chosen(Embeds::Link), [Part::Paragraph(vec![Inline::Link(link)])]);
        assert_eq!(chosen(Embeds::Drop), []);
    }
}
