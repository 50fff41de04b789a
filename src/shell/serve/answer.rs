//! From a request to its answer.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::sync::watch;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_128;

use crate::base::diagnostic::{Report, Style, print};
use crate::base::route::Route;
use crate::outputs::plan::{Output, Subject};
use crate::outputs::site::Site;

use super::host::Hosts;
use super::live::{self, PREFIX};
use super::media::content_type;
use super::page;
use super::state::Shown;

/// What all requests share.
pub struct Server {
    pub states: watch::Receiver<Arc<Shown>>,
    pub hosts: Hosts,
}

/// Answers any request.
pub async fn answer(server: &Server, request: Request) -> Response {
    if !is_called_right(server, &request) {
        let text = "this server answers only to its own names: open it as localhost, or name another with --host\n";
        return plain(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return with(plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n"), ALLOW, "GET, HEAD");
    }
    let Some(path) = decoded(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "this is no address: its escapes are not UTF-8 text\n");
    };
    if let Some(name) = path.strip_prefix(PREFIX) {
        return own(server, name);
    }
    let state = Arc::clone(&server.states.borrow());
    // Rendering is work, and a panic in it must not end more than this answer.
    let reply = tokio::task::spawn_blocking(move || reply(&state, &path)).await;
    match reply {
        Ok(reply) => finish(reply, request.headers()),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "a bug in offprint: the terminal says more\n"),
    }
}

/// Whether `Host`, and the address if it has one, name us. HTTP/1.0 may do without.
fn is_called_right(server: &Server, request: &Request) -> bool {
    let mut names = request.headers().get_all(HOST).iter();
    let named = names.all(|name| name.to_str().is_ok_and(|name| server.hosts.allow(name)));
    let addressed = request.uri().authority().is_none_or(|authority| server.hosts.allow(authority.as_str()));
    let is_silent = request.headers().get(HOST).is_none() && request.uri().authority().is_none();
    named && addressed && !is_silent
}

/// A path as text; nothing for escapes that are not UTF-8.
fn decoded(path: &str) -> Option<String> {
    let text: Cow<'_, str> = percent_decode_str(path).decode_utf8().ok()?;
    Some(text.nfc().collect())
}

/// The server's own things.
fn own(server: &Server, name: &str) -> Response {
    let file = |kind, text: &'static str| finish(Reply::file(kind, text.as_bytes().to_vec()), &HeaderMap::new());
    match name {
        "events" => live::events(server.states.clone()),
        "reload.js" => file("text/javascript; charset=utf-8", live::SCRIPT),
        "preview.css" => file("text/css; charset=utf-8", live::STYLE),
        _ => plain(StatusCode::NOT_FOUND, "nothing here\n"),
    }
}

/// An answer before it is dressed for the wire.
struct Reply {
    status: StatusCode,
    kind: &'static str,
    body: Vec<u8>,
    location: Option<String>,
}

impl Reply {
    fn file(kind: &'static str, body: Vec<u8>) -> Reply {
        Reply { status: StatusCode::OK, kind, body, location: None }
    }

    fn page(status: StatusCode, body: Vec<u8>) -> Reply {
        Reply { status, kind: "text/html; charset=utf-8", body, location: None }
    }

    fn redirect(location: String) -> Reply {
        Reply { status: StatusCode::FOUND, kind: "text/plain", body: Vec::new(), location: Some(location) }
    }
}

/// What a state shows at a path.
fn reply(state: &Shown, path: &str) -> Reply {
    let Some(good) = &state.good else {
        let text = state.trouble.as_deref().unwrap_or("nothing was loaded");
        return Reply::page(StatusCode::INTERNAL_SERVER_ERROR, page::trouble(&state.name, text));
    };
    let base = state.base_path();
    let Some(inner) = path.strip_prefix(base) else {
        let is_door = path == "/" || format!("{path}/") == base;
        return if is_door { Reply::redirect(base.to_string()) } else { not_found(state, good) };
    };
    if let Some(output) = find(good, inner) {
        return rendered(state, good, output, StatusCode::OK);
    }
    match folder_of(inner).and_then(|folder| find(good, &folder)) {
        Some(output) => Reply::redirect(good.newsletter.config.base_url.href(&output.route)),
        None => not_found(state, good),
    }
}

/// The planned output at a path below the site's root.
fn find<'a>(good: &'a Site, path: &str) -> Option<&'a Output> {
    good.plan.find(&Route::parse(&format!("/{path}"))?)
}

/// The page that hosts show at another spelling of its address: without its slash, or with its `index.html`.
fn folder_of(path: &str) -> Option<String> {
    let is_root_file = path == "index.html";
    match path.strip_suffix("/index.html") {
        Some(folder) => Some(format!("{folder}/")),
        None if is_root_file => Some(String::new()),
        None if path.is_empty() || path.ends_with('/') => None,
        None => Some(format!("{path}/")),
    }
}

fn not_found(state: &Shown, good: &Site) -> Reply {
    match find(good, "404.html") {
        Some(output) => rendered(state, good, output, StatusCode::NOT_FOUND),
        None => {
            Reply { status: StatusCode::NOT_FOUND, ..Reply::file("text/plain; charset=utf-8", b"not found\n".to_vec()) }
        }
    }
}

/// A planned output, rendered now.
fn rendered(state: &Shown, good: &Site, output: &Output, status: StatusCode) -> Reply {
    match good.render(output) {
        Ok(bytes) => {
            let kind = content_type(&output.route.file_path(), &bytes);
            let is_html = kind.starts_with("text/html");
            let body = if is_html { page::dress(bytes, &state.dress(mark(good, output))) } else { bytes };
            Reply { status, ..Reply::file(kind, body) }
        }
        Err(fault) => {
            let mut report = Report::default();
            report.push(*fault);
            let text = print(&report, &good.sources, Style::Plain, false);
            Reply::page(StatusCode::INTERNAL_SERVER_ERROR, page::trouble(&state.name, &text))
        }
    }
}

/// What an author should know of a page that the preview shows and a build may leave out.
fn mark(good: &Site, output: &Output) -> Option<&'static str> {
    let (draft, future) = match output.subject {
        Subject::Issue(id) => (good.newsletter[id].draft, good.newsletter[id].future),
        Subject::Page(id) => (good.newsletter[id].draft, false),
        _ => (false, false),
    };
    match (draft, future) {
        (true, _) => Some("A draft: a build leaves it out"),
        (_, true) => Some("Of a later day: a build leaves it out until then"),
        _ => None,
    }
}

fn finish(reply: Reply, asked: &HeaderMap) -> Response {
    let tag = format!("\"{:032x}\"", xxh3_128(&reply.body));
    let known = asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = reply.status == StatusCode::OK
        && known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let (status, body) =
        if is_known { (StatusCode::NOT_MODIFIED, Body::empty()) } else { (reply.status, Body::from(reply.body)) };
    let mut response = with((status, body).into_response(), CONTENT_TYPE, reply.kind);
    response = with(response, ETAG, &tag);
    match reply.location {
        Some(location) => secure(with(response, LOCATION, &location)),
        None => secure(response),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    secure(with((status, text).into_response(), CONTENT_TYPE, "text/plain; charset=utf-8"))
}

/// What goes with every answer: nothing is kept, nothing is guessed, no other site may embed it.
fn secure(response: Response) -> Response {
    let response = with(response, CACHE_CONTROL, "no-cache");
    let response = with(response, HeaderName::from_static("x-content-type-options"), "nosniff");
    with(response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin")
}

/// The response with a header; a value that cannot be one is left out.
fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
