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

/// Takes the port that was asked for, 4000 if none was, or else the next one that is free, and says so. Port 0 is any.
pub fn bind(options: &Serve, console: &Console) -> Result<TcpListener, Failure> {
    let host = host::bare(&options.host);
    let wanted = options.port.unwrap_or(PORT);
    for port in wanted..=wanted.saturating_add(REACH) {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                if port != wanted {
                    console.say(&format!("port {wanted} is taken; using {port}"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(refused(host, port, &error)),
        }
    }
    Err(Failure::new(format!("the ports from {wanted} on are all taken"), "name a free one with --port"))
}

fn refused(host: &str, port: u16, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            Failure::new(format!("port {port} may not be used"), "choose a --port above 1023")
        }
        _ => Failure::new(format!("cannot listen on {host}: {error}"), "give an address of this computer as --host"),
    }
}
