//! What the writers write, read again by others' parsers.

mod depth;
mod html;
mod inert;
mod markdown;
mod normal;
mod pages;
mod payloads;
mod tei;
mod tree;
mod words;
