//! What a run does when it is asked to stop from outside.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use dehusk_batch::Stop;
use tracing::warn;

/// Ends what was asked to stop: 128 and the number of SIGINT.
pub(super) const INTERRUPTED: u8 = 130;

/// How long a run may take to stop. Reading from a pipe that nobody writes to, a
/// page that takes long and joining parts do not look up.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Has SIGINT, SIGTERM and SIGHUP ask the run to stop, and the second of them, or
/// time, end the process: what is whole stays whole either way.
pub(super) fn stop_on_signals() -> Stop {
    let stop = Stop::default();
    let asked = AtomicBool::new(false);
    let for_handler = stop.clone();
    let set = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            process::exit(INTERRUPTED.into());
        }
        for_handler.request();
        thread::spawn(|| {
            thread::sleep(PATIENCE);
            eprintln!("dehusk: stopped; the parts that are whole can be gone on with by --resume");
            process::exit(INTERRUPTED.into());
        });
    });
    if let Err(error) = set {
        warn!("signals end this run at once: {error}");
    }
    stop
}
