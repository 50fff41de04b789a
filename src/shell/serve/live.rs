//! What tells a browser that the newsletter changed.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use tokio::sync::watch;

use super::state::Shown;

/// Where the server's own things are, beside every address of a site.
pub const PREFIX: &str = "/_offprint/";

pub const SCRIPT: &str = include_str!("reload.js");
pub const STYLE: &str = include_str!("preview.css");

/// The state's name now, and again whenever there is a new one.
pub fn events(states: watch::Receiver<Arc<Shown>>) -> Response {
    let stream = unfold((states, true), async |(mut states, is_first)| {
        if !is_first && states.changed().await.is_err() {
            return None;
        }
        let name = states.borrow_and_update().name.clone();
        Some((Ok::<_, Infallible>(Event::default().event("state").data(name)), (states, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}
