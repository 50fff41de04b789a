//! What users see of a panic: that it is ours, and what to send us.

use std::panic::PanicHookInfo;

/// Replaces the backtrace by a sentence. `RUST_BACKTRACE=1` brings it back, for those who mend offprint.
pub fn install() {
    let wants_trace = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    if !wants_trace {
        std::panic::set_hook(Box::new(|info| {
            anstream::eprintln!("{}", sentence(info));
        }));
    }
}

fn sentence(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    let place = info.location().map_or_else(String::new, |at| format!(" at {at}"));
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "error: this is a bug in offprint, not in your newsletter: {text}{place}\n  \
         = help: please report it with this text, offprint {version}, and the file that brought it about"
    )
}
