//! `offprint serve`: the newsletter in a browser while it is written. Nothing is written to disk.

#![allow(clippy::disallowed_types, reason = "this is the door to the network")]

mod answer;
mod host;
mod listen;
mod live;
mod media;
mod page;
mod state;

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::extract::{Request, State};
use tokio::sync::watch;

use super::build::require_config;
use super::cli::{Global, Serve};
use super::console::Console;
use super::outcome::{Exit, Failure};
use super::watch::Watch;

use answer::Server;
use host::Hosts;
use state::{Loader, Shown};

/// Serves until Ctrl-C.
pub fn serve(options: &Serve, global: &Global, console: &Console) -> Result<Exit, Failure> {
    require_config(global)?;
    let listener = listen::bind(options, console)?;
    let port = listener.local_addr().map_err(|error| Failure::new(error.to_string(), "choose another --port"))?.port();
    let watch = watch(global, console)?;
    let mut loader = Loader::new(global, *console);
    let (first, message) = loader.load(None);
    loader.tell(&message);
    let address = format!("http://{}:{port}{}", host::shown(&options.host), first.base_path());
    let (sender, states) = watch::channel(Arc::new(first));
    let server = Arc::new(Server { states, hosts: Hosts::new(&options.host) });
    let runtime = runtime()?;
    let serving = runtime.block_on(async {
        let router = Router::new().fallback(handle).with_state(server);
        let listener = tokio_listener(listener)?;
        console.data(&format!("{address}\n"))?;
        if options.open {
            open(&address, console);
        }
        thread::spawn(move || reload(watch, loader, &sender));
        tokio::select! {
            ended = async { axum::serve(listener, router).await } => ended.map_err(|error| Failure::new(format!("cannot serve: {error}"), "start it again")),
            () = stopped() => Ok(()),
        }
    });
    // Browsers keep their connections for events open: not waited for.
    runtime.shutdown_background();
    serving.map(|()| Exit::Fine)
}

async fn handle(State(server): State<Arc<Server>>, request: Request) -> axum::response::Response {
    answer::answer(&server, request).await
}

/// Loads the newsletter again whenever it changed. What goes on in browsers meanwhile keeps the state it began with.
fn reload(mut watch: Watch, mut loader: Loader, states: &watch::Sender<Arc<Shown>>) {
    while let Some(change) = watch.wait() {
        let before = Arc::clone(&states.borrow());
        let (shown, message) = loader.load(Some((&before, &change)));
        states.send_replace(Arc::new(shown));
        loader.tell(&message);
    }
}

fn watch(global: &Global, console: &Console) -> Result<Watch, Failure> {
    let help = "look at the folder's permissions";
    let watch = Watch::start(global.location(), *console);
    watch.map_err(|error| Failure::new(format!("cannot watch the newsletter: {error}"), help))
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let built = builder.worker_threads(2).enable_all().build();
    built.map_err(|error| Failure::new(format!("cannot start the server: {error}"), "end other programs and try again"))
}

fn tokio_listener(listener: TcpListener) -> Result<tokio::net::TcpListener, Failure> {
    let made = listener.set_nonblocking(true).and_then(|()| tokio::net::TcpListener::from_std(listener));
    made.map_err(|error| Failure::new(format!("cannot listen: {error}"), "choose another --port"))
}

/// Ends when the user or the system asks us to stop.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

fn open(address: &str, console: &Console) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        console.say(&format!("cannot open a browser ({program}: {error}); open {address} yourself"));
    }
}
