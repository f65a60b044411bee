//! Histograms as SVG, with their values as text.

use crate::markup::Markup;
use crate::number;

/// The drawing's own units: about the pixels that it has on a small screen.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 170.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 20.0;

/// One set of columns over the same steps from 0 to 1.
pub(super) struct Series<'a> {
    pub(super) name: &'a str,
    /// `plain`, `good`, `bad` or `before`.
    pub(super) class: &'static str,
    pub(super) counts: &'a [u64],
}

/// Columns from 0 to 1 in as many steps as there are counts, those of several
/// series beside one another; `what` is what is counted, such as `pages`.
pub(super) fn histogram(m: &mut Markup, title: &str, what: &str, series: &[Series<'_>]) {
    let steps = series.iter().map(|series| series.counts.len()).max().unwrap_or(0);
    let most = series.iter().flat_map(|series| series.counts).copied().max().unwrap_or(0);
    if most == 0 {
        m.leaf("p", &[("class", "unknown")], "None.");
        return;
    }
    if series.len() > 1 {
        legend(m, series);
    }
    let size = format!("0 0 {WIDTH} {HEIGHT}");
    let label = format!("{title}: {}", spoken(what, series));
    m.element(
        "svg",
        &[("class", "histogram"), ("viewBox", &size), ("role", "img"), ("aria-label", &label)],
        |m| {
            let base = HEIGHT - BOTTOM;
            line(m, base);
            for step in 0..steps {
                for (place, one) in series.iter().enumerate() {
                    let count = one.counts.get(step).copied().unwrap_or(0);
                    let column = Column { step, steps, place, places: series.len(), count, most };
                    column.draw(m, one, what, base);
                }
            }
            for tick in 0..=5 {
                let at = WIDTH * f64::from(tick) / 5.0;
                let anchor = ["start", "middle", "middle", "middle", "middle", "end"][tick as usize];
                text(m, at, HEIGHT - 4.0, anchor, &format!("{:.1}", f64::from(tick) / 5.0));
            }
        },
    );
}

/// A column among those of its step and of its series.
struct Column {
    step: usize,
    steps: usize,
    place: usize,
    places: usize,
    count: u64,
    most: u64,
}

impl Column {
    fn draw(&self, m: &mut Markup, series: &Series<'_>, what: &str, base: f64) {
        let slot = WIDTH / self.steps as f64;
        let wide = (slot - 3.0) / self.places as f64;
        let x = slot * self.step as f64 + 1.5 + wide * self.place as f64;
        // What there is can be seen, however little it is.
        let least = if self.count > 0 { 1.5 } else { 0.0 };
        let high = (self.count as f64 / self.most as f64 * (base - TOP)).max(least);
        let [left, top, wide_text, high_text] =
            [x, base - high, wide, high].map(|number| format!("{number:.1}"));
        let (low, to) = (self.step as f64 / self.steps as f64, (self.step + 1) as f64 / self.steps as f64);
        let name = if self.places > 1 { format!("{}, ", series.name) } else { String::new() };
        let attributes = [
            ("class", series.class),
            ("x", &*left),
            ("y", &*top),
            ("width", &*wide_text),
            ("height", &*high_text),
        ];
        m.element("rect", &attributes, |m| {
            m.leaf("title", &[], &format!("{name}{low:.2} to {to:.2}: {} {what}", number::count(self.count)));
        });
        // Above narrow columns figures would run into one another.
        if self.places == 1 && self.steps <= 10 && self.count > 0 {
            text(m, x + wide / 2.0, base - high - 4.0, "middle", &number::count(self.count));
        }
    }
}

fn legend(m: &mut Markup, series: &[Series<'_>]) {
    m.element("p", &[("class", "legend")], |m| {
        for one in series {
            m.element("svg", &[("viewBox", "0 0 10 10"), ("aria-hidden", "true")], |m| {
                m.element("rect", &[("class", one.class), ("width", "10"), ("height", "10")], |_| ());
            });
            m.text(one.name);
        }
    });
}

/// The counts in words.
fn spoken(what: &str, series: &[Series<'_>]) -> String {
    let counts = |one: &Series<'_>| {
        let counts: Vec<_> = one.counts.iter().map(ToString::to_string).collect();
        format!("{} {what} in {} steps from 0 to 1: {}", one.name, one.counts.len(), counts.join(", "))
    };
    series.iter().map(counts).collect::<Vec<_>>().join("; ")
}

fn line(m: &mut Markup, y: f64) {
    let (y, right) = (format!("{y:.1}"), WIDTH.to_string());
    m.element("line", &[("x1", "0"), ("x2", &right), ("y1", &y), ("y2", &y)], |_| ());
}

fn text(m: &mut Markup, x: f64, y: f64, anchor: &str, says: &str) {
    let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
    m.leaf("text", &[("x", &x), ("y", &y), ("text-anchor", anchor)], says);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_high_as_their_counts() {
        let mut m = Markup::default();
        let counts = [0, 5, 10, 1];
        histogram(&mut m, "quality", "pages", &[Series { name: "pages", class: "plain", counts: &counts }]);
        let heights: Vec<f64> = m
            .as_str()
            .split("<rect")
            .skip(1)
            .map(|rect| rect.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(heights, [0.0, 66.0, 132.0, 13.2]);
        assert!(m.as_str().contains("0.50 to 0.75: 10 pages"), "{}", m.as_str());
        assert!(m.as_str().contains("0, 5, 10, 1"), "{}", m.as_str());
    }

    #[test]
    fn nothing_is_no_plot() {
        let mut m = Markup::default();
        histogram(&mut m, "quality", "pages", &[Series { name: "", class: "plain", counts: &[0; 10] }]);
        assert!(!m.as_str().contains("svg"));
    }
}
