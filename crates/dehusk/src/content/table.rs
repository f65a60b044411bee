//! Tables of data, and tables that lay out a page.

use std::collections::HashMap;

use dehusk_dom::{Dom, NodeId, NodeKind, Step, Tag};

use super::model::{Cell, Inline, Table};

/// Mean length of a cell's text, in bytes, beyond which a table without headings
/// lays out a page.
const LONGEST_MEAN: usize = 160;

/// More columns are none of a table that people read; a span is cut there.
const MOST_COLUMNS: usize = 256;

/// Places of a table to each of its cells: spans may not make more.
const MOST_PLACES: usize = 16;

/// The words of the cells of a table, by their elements.
pub(super) type Cells = HashMap<NodeId, Vec<Inline>>;

/// Which tables hold data, asked once each.
#[derive(Debug, Default)]
pub(super) struct Tables(HashMap<NodeId, bool>);

impl Tables {
    pub(super) fn is_data(&mut self, dom: &Dom<'_>, table: NodeId) -> bool {
        *self.0.entry(table).or_insert_with(|| Shape::of(dom, table).is_data())
    }
}

/// What the elements of a table say about its use.
#[derive(Debug, Default)]
struct Shape {
    rows: usize,
    cells: usize,
    bytes: usize,
    /// A heading cell, a caption, a head.
    has_heading: bool,
    /// A table, a form, a heading of a section inside: it lays them out.
    holds_parts: bool,
    is_presentation: bool,
}

impl Shape {
    /// One walk, which ends at the first table inside.
    fn of(dom: &Dom<'_>, table: NodeId) -> Self {
        let role = dom.attribute(table, "role");
        let mut shape =
            Self { is_presentation: matches!(role, Some("presentation" | "none")), ..Self::default() };
        for id in dom.descendants(table) {
            match dom.kind(id) {
                NodeKind::Text => shape.bytes += dom.text(id).trim().len(),
                NodeKind::Element(tag) => shape.add(tag),
                _ => {}
            }
            if shape.holds_parts {
                break;
            }
        }
        shape
    }

    fn add(&mut self, tag: Tag) {
        match tag {
            Tag::Tr => self.rows += 1,
            Tag::Td => self.cells += 1,
            Tag::Th => {
                self.cells += 1;
                self.has_heading = true;
            }
            Tag::Caption | Tag::THead => self.has_heading = true,
            Tag::Table | Tag::Form | Tag::Article | Tag::Section | Tag::H1 | Tag::H2 => {
                self.holds_parts = true;
            }
            _ => {}
        }
    }

    fn is_data(&self) -> bool {
        let is_grid = self.rows > 1 && self.cells > self.rows;
        let is_short = self.bytes <= LONGEST_MEAN * self.cells;
        let has_cells = self.cells > 1;
        !self.is_presentation && !self.holds_parts && (self.has_heading && has_cells || is_grid && is_short)
    }
}

/// A row of cells as it stands in the source.
struct Row {
    cells: Vec<(NodeId, Cell)>,
    is_heading: bool,
}

/// A table by its rows; `texts` are the words of the cells that have any. Rows
/// without any are left out. `None` where no row is left.
///
/// Spans are resolved as the HTML Standard forms tables (§ 4.9.12), but those
/// beyond the rows and columns that are there are cut.
pub(super) fn table(dom: &Dom<'_>, table: NodeId, caption: Vec<Inline>, mut texts: Cells) -> Option<Table> {
    let mut rows = rows(dom, table, &mut texts);
    rows.retain(|row| row.cells.iter().any(|(_, cell)| !cell.text.is_empty()));
    let head = rows.iter().take_while(|row| row.is_heading).count();
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    let widths = rows.iter().map(|row| row.cells.iter().map(|(_, cell)| cell.columns).sum::<usize>());
    let width = widths.max().unwrap_or(0).min(MOST_COLUMNS);
    if width * rows.len() > cells * MOST_PLACES {
        let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.for_each(|(_, cell)| (cell.columns, cell.rows) = (1, 1));
    }
    let mut grid = Grid::new(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        grid.add(at, row);
    }
    (!grid.rows.is_empty()).then(|| Table { caption, head, rows: grid.finish() })
}

/// The rows of a table in its order, none of a table inside a cell.
fn rows(dom: &Dom<'_>, table: NodeId, texts: &mut Cells) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut in_head = false;
    let mut steps = dom.traverse(table);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(id) => match dom.tag(id) {
                Some(Tag::THead) => in_head = true,
                Some(Tag::Tr) => {
                    rows.push(row(dom, id, in_head, texts));
                    steps.skip_children(id);
                }
                Some(Tag::Table) if id != table => steps.skip_children(id),
                _ => {}
            },
            Step::Leave(id) => in_head &= dom.tag(id) != Some(Tag::THead),
        }
    }
    rows
}

fn row(dom: &Dom<'_>, row: NodeId, in_head: bool, texts: &mut Cells) -> Row {
    let span = |id: NodeId, name: &str| {
        dom.attribute(id, name)
            .and_then(|span| span.trim().parse::<usize>().ok())
            .unwrap_or(1)
            .clamp(1, MOST_COLUMNS)
    };
    let cells: Vec<(NodeId, Cell)> = dom
        .children(row)
        .filter(|&id| matches!(dom.tag(id), Some(Tag::Td | Tag::Th)))
        .map(|id| {
            let cell = Cell {
                is_heading: dom.tag(id) == Some(Tag::Th),
                columns: span(id, "colspan"),
                rows: span(id, "rowspan"),
                text: texts.remove(&id).unwrap_or_default(),
            };
            (id, cell)
        })
        .collect();
    let is_heading = in_head || !cells.is_empty() && cells.iter().all(|(_, cell)| cell.is_heading);
    Row { cells, is_heading }
}

/// Places of a table, filled row by row.
struct Grid {
    rows: Vec<Vec<Option<Cell>>>,
    /// For each column, how many rows from the one at hand on are covered.
    covered: Vec<usize>,
    count: usize,
}

impl Grid {
    fn new(count: usize) -> Self {
        Self { rows: Vec::with_capacity(count), covered: Vec::new(), count }
    }

    fn add(&mut self, at: usize, row: Row) {
        let mut places: Vec<Option<Cell>> = Vec::new();
        let mut cells = row.cells.into_iter().map(|(_, cell)| cell).peekable();
        while cells.peek().is_some() && places.len() < MOST_COLUMNS {
            let column = places.len();
            if self.covered.get(column).is_some_and(|&left| left > 0) {
                places.push(None);
                continue;
            }
            let Some(mut cell) = cells.next() else { break };
            let is_free = |&column: &usize| self.covered.get(column).is_none_or(|&left| left == 0);
            let free = (column + 1..column + cell.columns).take_while(is_free).count() + 1;
            cell.columns = free.min(MOST_COLUMNS - column);
            cell.rows = cell.rows.min(self.count - at);
            let (columns, rows) = (cell.columns, cell.rows);
            places.push(Some(cell));
            places.resize_with(column + columns, || None);
            self.covered.resize(self.covered.len().max(places.len()), 0);
            self.covered[column..column + columns].fill(rows);
        }
        for left in &mut self.covered {
            *left = left.saturating_sub(1);
        }
        self.rows.push(places);
    }

    /// Rows of one length. Places behind the last cell of a row are empty cells
    /// where nothing covers them.
    fn finish(mut self) -> Vec<Vec<Option<Cell>>> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut covered = vec![0_usize; width];
        for row in &mut self.rows {
            let mut at = 0;
            while at < row.len() {
                if let Some(cell) = &row[at] {
                    let (columns, rows) = (cell.columns, cell.rows);
                    covered[at..at + columns].fill(rows);
                    at += columns;
                } else {
                    at += 1;
                }
            }
            for &left in &covered[row.len()..] {
                row.push((left == 0).then(Cell::default));
            }
            for left in &mut covered {
                *left = left.saturating_sub(1);
            }
        }
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    fn shown(markup: &str) -> Vec<String> {
        let dom = parse(markup, &ParseOptions::default());
        let id = dom.elements(Tag::Table).next().unwrap();
        let cells = dom.descendants(id).filter(|&id| matches!(dom.tag(id), Some(Tag::Td | Tag::Th)));
        let texts = cells.map(|id| (id, vec![Inline::Text(dom.text_content(id))])).collect();
        let table = table(&dom, id, Vec::new(), texts).unwrap();
        let cell = |cell: &Option<Cell>| match cell {
            Some(cell) => match cell.text.first() {
                Some(Inline::Text(text)) => text.clone(),
                _ => "_".to_owned(),
            },
            None => "·".to_owned(),
        };
        table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn spans_cover_places() {
        let markup = "<table><tr><th>a<th colspan=2>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f</table>";
        assert_eq!(shown(markup), ["a b ·", "c d e", "· f _"]);
        assert_eq!(
            shown("<table><tr><td rowspan=9>a<td>b<tr><td colspan=9>c</table>"),
            ["a b · · · · · · · ·".replace(" · ·", " _ _"), "· c · · · · · · · ·".to_owned()]
        );
    }

    #[test]
    fn tables_of_data_are_told_from_others() {
        let is_data = |markup: &str| {
            let dom = parse(markup, &ParseOptions::default());
            let id = dom.elements(Tag::Table).next().unwrap();
            Tables::default().is_data(&dom, id)
        };
        assert!(is_data("<table><tr><th>a<th>b<tr><td>c<td>d</table>"));
        assert!(is_data("<table><tr><td>a<td>b<tr><td>c<td>d</table>"));
        assert!(!is_data("<table><tr><td>a<td>b</table>"));
        assert!(!is_data("<table role=presentation><tr><th>a<th>b<tr><td>c<td>d</table>"));
        assert!(!is_data("<table><tr><td>a<td><table><tr><td>b</table><tr><td>c<td>d</table>"));
    }
}
