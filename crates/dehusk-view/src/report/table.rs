//! Tables of which one column is a bar: plots whose values can be read, heard and
//! copied, and that fit any width.

use crate::markup::Markup;
use crate::number;

/// A row: what it is of, how much, and the same in words.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) value: f64,
    /// How much it was before, drawn above it.
    pub(super) before: Option<f64>,
    pub(super) says: Vec<String>,
    pub(super) hue: Hue,
}

/// What colours a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hue {
    /// As all bars of a plot are.
    Plain,
    /// By the label that the row is named after.
    Label,
    Good,
    Bad,
}

impl Bar {
    pub(super) fn new(name: impl Into<String>, value: f64, says: Vec<String>) -> Self {
        Self { name: name.into(), value, before: None, says, hue: Hue::Plain }
    }

    pub(super) const fn hued(mut self, hue: Hue) -> Self {
        self.hue = hue;
        self
    }

    /// What a count was and is.
    pub(super) fn change(name: impl Into<String>, from: u64, to: u64) -> Self {
        let says = vec![number::count(from), number::count(to), number::change(from, to)];
        Self { before: Some(from as f64), ..Self::new(name, to as f64, says) }
    }

    /// A count, and its share of all.
    pub(super) fn count(name: impl Into<String>, count: u64, all: u64) -> Self {
        Self::new(name, count as f64, vec![number::count(count), number::share(count, all)])
    }
}

/// A table of bars, the longest of which fills its column. `columns` name the
/// first column and those behind the bars.
pub(super) fn bars(m: &mut Markup, columns: &[&str], rows: &[Bar]) {
    if rows.is_empty() {
        m.leaf("p", &[("class", "unknown")], "None.");
        return;
    }
    let most = rows.iter().map(|row| row.value.max(row.before.unwrap_or(0.0))).fold(0.0, f64::max);
    m.element("table", &[("class", "bars")], |m| {
        m.element("thead", &[], |m| {
            m.element("tr", &[], |m| {
                for (place, column) in columns.iter().enumerate() {
                    m.leaf("th", &[("scope", "col")], column);
                    if place == 0 {
                        m.element("td", &[("class", "bar")], |_| ());
                    }
                }
            });
        });
        m.element("tbody", &[], |m| rows.iter().for_each(|row| bar(m, row, most)));
    });
}

fn bar(m: &mut Markup, row: &Bar, most: f64) {
    let width = |value: f64| if most > 0.0 { value / most * 100.0 } else { 0.0 };
    m.element("tr", &[], |m| {
        m.leaf("th", &[("scope", "row"), ("dir", "auto")], &row.name);
        m.element("td", &[("class", "bar")], |m| {
            let box_of =
                [("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")];
            m.element("svg", &box_of, |m| {
                if let Some(before) = row.before {
                    let width = format!("{:.2}", width(before));
                    m.element("rect", &[("width", &width), ("height", "4"), ("class", "before")], |_| ());
                }
                let top = if row.before.is_some() { 5 } else { 0 };
                strip(m, 0.0, width(row.value), top, row);
            });
        });
        row.says.iter().for_each(|says| m.leaf("td", &[], says));
    });
}

/// Parts of a whole in one strip, and the same as a table below it.
pub(super) fn stacked(m: &mut Markup, title: &str, columns: &[&str], rows: &[Bar]) {
    let all: f64 = rows.iter().map(|row| row.value).sum();
    let attributes = [
        ("class", "stacked"),
        ("viewBox", "0 0 100 10"),
        ("preserveAspectRatio", "none"),
        ("role", "img"),
        ("aria-label", title),
    ];
    m.element("svg", &attributes, |m| {
        let mut at = 0.0;
        for row in rows.iter().filter(|row| row.value > 0.0) {
            let width = row.value / all * 100.0;
            strip(m, at, width, 0, row);
            at += width;
        }
    });
    bars(m, columns, rows);
}

/// A row's strip, from `top` down to 10.
fn strip(m: &mut Markup, at: f64, width: f64, top: u32, row: &Bar) {
    let [at, width] = [at, width].map(|number| format!("{number:.2}"));
    let [top, high] = [top, 10 - top].map(|number| number.to_string());
    let colour = match row.hue {
        Hue::Label => ("data-label", row.name.as_str()),
        Hue::Plain => ("class", "plain"),
        Hue::Good => ("class", "good"),
        Hue::Bad => ("class", "bad"),
    };
    m.element("rect", &[("x", &at), ("y", &top), ("width", &width), ("height", &high), colour], |_| ());
}

/// A table of text; the first column names the row.
pub(super) fn plain(m: &mut Markup, columns: &[&str], rows: &[Vec<String>]) {
    m.element(
        "div",
        &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-label", columns[0])],
        |m| {
            m.element("table", &[("class", "plain")], |m| {
                m.element("thead", &[], |m| {
                    m.element("tr", &[], |m| {
                        for name in columns {
                            m.leaf("th", &[("scope", "col")], name);
                        }
                    });
                });
                m.element("tbody", &[], |m| {
                    for row in rows {
                        m.element("tr", &[], |m| {
                            for (place, cell) in row.iter().enumerate() {
                                if place == 0 {
                                    m.leaf("th", &[("scope", "row"), ("dir", "auto")], cell);
                                } else {
                                    m.leaf("td", &[], cell);
                                }
                            }
                        });
                    }
                });
            });
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_its_column_and_values_are_text() {
        let mut m = Markup::default();
        bars(&mut m, &["language", "pages", "share"], &[Bar::count("en", 3, 4), Bar::count("<de>", 1, 4)]);
        let page = m.as_str();
        assert!(page.contains("width=\"100.00\"") && page.contains("width=\"33.33\""), "{page}");
        assert!(page.contains("<td>75.0 %</td>") && page.contains("&lt;de&gt;"), "{page}");
    }

    #[test]
    fn what_was_is_drawn_in_the_scale_of_what_is() {
        let mut m = Markup::default();
        bars(&mut m, &["label", "before", "after", "change"], &[Bar::change("related", 8, 2)]);
        let page = m.as_str();
        assert!(page.contains("width=\"100.00\" height=\"4\"") && page.contains("width=\"25.00\""), "{page}");
        assert!(page.contains("<td>8</td><td>2</td><td>−6</td>"), "{page}");
    }

    #[test]
    fn parts_fill_the_strip() {
        let mut m = Markup::default();
        let rows = [Bar::count("kept", 3, 4), Bar::count("failed", 0, 4), Bar::count("dropped", 1, 4)];
        stacked(&mut m, "outcomes", &["outcome", "pages", "share"], &rows);
        let strip = m.as_str().split("</svg>").next().unwrap();
        assert_eq!(strip.matches("<rect").count(), 2, "{strip}");
        assert!(strip.contains("x=\"75.00\" y=\"0\" width=\"25.00\""), "{strip}");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        let mut m = Markup::default();
        bars(&mut m, &["language"], &[]);
        stacked(&mut m, "outcomes", &["outcome"], &[Bar::count("kept", 0, 0)]);
        assert!(m.as_str().contains("None.") && !m.as_str().contains("NaN"), "{}", m.as_str());
    }
}
