//! Markdown: CommonMark, with tables and strikethrough of GFM.
//!
//! Read by a parser of CommonMark, it gives the same structure and the same
//! words; code and addresses to the character. What has no syntax there:
//!
//! | in the tree | in Markdown |
//! |---|---|
//! | emphasis whose marks would not be read as such | the words (`emphasis.rs`) |
//! | raised, lowered | characters such as `²`, where each has one; else the words |
//! | ruby | `base(reading)` |
//! | formulas | `$…$`, `$$…$$`, or code where that would be read as something else (`formula.rs`) |
//! | terms and what they mean | paragraphs, terms strong |
//! | figure | a paragraph with the images, one with the caption |
//! | embed | a quote that ends in a link to where it stands |
//! | caption of a table | a paragraph before the table |
//! | cells over several columns or rows | one cell, and empty ones |
//! | a table without headings | a first row of empty cells, since GFM wants one |
//! | line breaks in headings and cells | spaces |
//! | numbers below 0 or above 999,999,999 | the nearest that CommonMark has |
//!
//! Items have their own numbers, though readers count on from the first. Lists that
//! follow each other have different marks, as they would be one otherwise. Never
//! is there HTML: no `<br>` in a cell, no comment between lists.
//!
//! Bare addresses in text stay as they are; readers of GFM make links of them.
//! Escapes would be in the way of all who read the text itself.

mod block;
mod emphasis;
mod escape;
mod formula;
mod inline;
mod run;
mod table;

use crate::content::Content;

/// Lists and quotes nest at most so deep; what is deeper stands in the one at
/// that depth. Each line of the deepest is indented by all of them, so that
/// output would grow with the square of the depth.
const MOST_INDENTS: usize = 16;

/// `content` as Markdown; ends in a line break unless it is empty. Linear.
///
/// ```
/// use dehusk::content::{Content, Inline, Part};
///
/// let text = vec![Inline::Text("2 * 3 < 7".to_owned())];
/// let content = Content { parts: vec![Part::Heading { level: 2, text }] };
/// assert_eq!(dehusk::write::markdown(&content), "## 2 \\* 3 < 7\n");
/// ```
pub fn markdown(content: &Content) -> String {
    block::write(content)
}
