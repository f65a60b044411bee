//! Tree to blocks.
//!
//! One walk over the tree. A block is a run of text between boundaries of block
//! elements, as in boilerplate removal since Kohlschütter et al. ("Boilerplate
//! Detection using Shallow Text Features", WSDM 2010); [`walk`] finds the runs,
//! [`run`] folds white space and collects links, [`bare`] divides text that no
//! element divides.

mod bare;
mod run;
mod tags;
mod walk;

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

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::{Setting, segment};
    use crate::block::BlockKind;
    use crate::cue::Cues;

    #[test]
    fn media_links_are_blocks_of_their_own() {
        let page = "<p>One pic.twitter.com/a two https://t.co/b three</p>";
        let tree = segment(&parse(page, &ParseOptions::default()), Setting::Page, &Cues::builtin());
        let blocks: Vec<_> =
            tree.ids().map(|id| (tree.text(id), tree.block(id).kind == BlockKind::MediaLink)).collect();
        assert_eq!(
            blocks,
            [
                ("One", false),
                ("pic.twitter.com/a", true),
                ("two", false),
                ("https://t.co/b", true),
                ("three", false)
            ]
        );
    }
}
