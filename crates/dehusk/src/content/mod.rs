//! What is kept of a document, with the structure that it had.
//!
//! [`Content`] is a tree of [`Part`]s, which stand below each other, and
//! [`Inline`]s, which stand in a line. It holds no text that was taken away, and
//! nothing of the markup but what it means: a writer needs no page.

mod address;
mod build;
mod choice;
mod code;
mod frame;
mod inline;
mod inset;
mod math;
mod model;
mod open;
mod symbol;
mod table;
#[cfg(test)]
mod tests;

pub use choice::{Choice, Embeds};
pub use model::{
    Cell, Content, Definition, Embed, Image, Inline, Item, Link, List, MOST_LEVELS, Numbers, Part, Table,
};

pub(crate) use build::content;
