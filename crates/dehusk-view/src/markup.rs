//! Markup that is well formed and safe by how it is made: text and the values of
//! attributes are escaped on their way in, elements close where they end.

use std::fmt::Write as _;

use crate::escape;

/// Markup that can be trusted.
#[derive(Debug, Default)]
pub(crate) struct Markup(String);

/// Names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// An element and what `content` puts into it.
    pub(crate) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        let _ = write!(self.0, "</{name}>");
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        self.0.push_str(&escape::html(text));
    }

    /// An element with text in it.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |m| m.text(text));
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"{}\"", escape::html(value));
        }
        self.0.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_is_escaped() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"><b>")], |m| {
            m.text("<i>");
            m.leaf("b", &[], "&");
        });
        assert_eq!(markup.as_str(), "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;i&gt;<b>&amp;</b></p>");
    }
}
