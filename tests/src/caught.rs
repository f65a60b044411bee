//! Panics as values, for suites that look on after the first.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What `run` gives; `None` if it panics. The panic's message is not printed.
///
/// What a panic leaves half done is for the caller to leave alone.
///
/// ```
/// use dehusk_tests::caught::caught;
///
/// assert_eq!(caught(|| 1 + 1), Some(2));
/// assert_eq!(caught(|| panic!("no")), None::<()>);
/// ```
pub fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                usual(info);
            }
        }));
    });
    IS_QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    IS_QUIET.set(false);
    result.ok()
}
