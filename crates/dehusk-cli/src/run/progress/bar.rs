//! How far a run is, as a bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Standing, line};

/// A bar on stderr. It has no colours, so that there is none to be left out.
pub(super) fn new() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    set_total(&bar, None);
    bar
}

/// Says how many bytes there are, where that is known.
pub(super) fn set_total(bar: &ProgressBar, bytes_total: Option<u64>) {
    if let Some(bytes) = bytes_total {
        bar.set_length(bytes);
    }
    let template = match bytes_total {
        Some(_) => "{bar:24} {msg}",
        None => "{spinner} {msg}, {elapsed}",
    };
    // The templates are fixed; a wrong one shows in the first test run.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

pub(super) fn show(bar: &ProgressBar, standing: &Standing, elapsed: Duration) {
    bar.set_position(standing.bytes);
    bar.set_message(line::render(standing, elapsed));
}
