//! The `dehusk` command as a user meets it: what it prints where, how it ends,
//! and what bad input costs.

mod bad_input;
mod beside;
mod binary;
mod explain_html;
mod extract;
mod report_html;
mod run;
mod sums;
mod text_field;
mod workplace;
