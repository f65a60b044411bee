//! Tree to blocks.
//!
//! One walk over the tree. A block is a run of text between boundaries of block
//! elements, as in boilerplate removal since Kohlschütter et al. ("Boilerplate
//! Detection using Shallow Text Features", WSDM 2010); [`walk`] finds the runs,
//! [`run`] folds white space and collects links. Text that no element divides is
//! read line by line ([`line`], [`mark`]) and divided by [`bare`], which joins
//! prose again that was wrapped at a width ([`wrap`]).

mod bare;
mod line;
mod mark;
mod media;
mod run;
mod tags;
#[cfg(test)]
mod tests;
mod walk;
mod wrap;

pub(crate) use mark::heading_words;

use dehusk_dom::Dom;

use crate::block::BlockTree;
use crate::cue::Cues;

/// What surrounds the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// A site's page: menus, sidebars and footers are to be expected.
    Page,
    /// Nothing: a fragment or a text.
    Bare,
}

/// Divides a document into blocks.
///
/// `cues` is asked where a line that stands outside any element begins with a
/// label of its own, such as `date 2021-10-16`. Linear in the document.
pub fn segment(dom: &Dom<'_>, setting: Setting, cues: &Cues) -> BlockTree {
    walk::Walk::new(dom, setting, cues).run()
}
