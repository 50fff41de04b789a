//! Which port to listen on.

use std::io::ErrorKind;
use std::net::TcpListener;

use super::super::cli::Serve;
use super::super::console::Console;
use super::super::outcome::Failure;
use super::host;

/// Where a server listens unless told otherwise, and how far it looks for a free port from there.
const PORT: u16 = 4000;
const REACH: u16 = 100;

/// Takes the port that was asked for, or else the first free one from 4000 on.
pub fn bind(options: &Serve, console: &Console) -> Result<TcpListener, Failure> {
    let host = host::bare(&options.host);
    let Some(port) = options.port else { return first_free(host, console) };
    TcpListener::bind((host, port)).map_err(|error| refused(host, port, &error))
}

fn first_free(host: &str, console: &Console) -> Result<TcpListener, Failure> {
    for port in PORT..PORT + REACH {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                if port != PORT {
                    console.say(&format!("port {PORT} is taken; using {port}"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(refused(host, port, &error)),
        }
    }
    Err(Failure::new(format!("the ports from {PORT} on are all taken"), "name a free one with --port"))
}

fn refused(host: &str, port: u16, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => Failure::new(
            format!("port {port} is taken"),
            "end the other program, or choose another --port; 0 takes any free one",
        ),
        ErrorKind::PermissionDenied => {
            Failure::new(format!("port {port} may not be used"), "choose a --port above 1023")
        }
        _ => Failure::new(format!("cannot listen on {host}: {error}"), "give an address of this computer as --host"),
    }
}
