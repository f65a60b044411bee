//! The `dehusk` command as a user meets it: what it prints where, how it ends,
//! and what bad input costs.

mod archives;
mod bad_input;
mod beside;
mod binary;
mod config;
mod dry_run;
mod dumps;
mod explain_html;
mod extract;
mod help;
mod large_runs;
mod limits;
mod parquet;
mod progress;
mod report_html;
mod run;
mod sums;
mod text_field;
mod workplace;
