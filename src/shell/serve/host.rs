//! Which names a request may call us by.
//!
//! Any website can point a name of its own at 127.0.0.1 and have its scripts read what we serve (DNS rebinding). So only
//! names that nobody else can give away are answered. The port is not looked at: a forwarded port is no attack.

use std::net::IpAddr;

/// The names by which this server may be called.
#[derive(Clone, Debug)]
pub struct Hosts {
    own: String,
    /// We listen on every address, so any address may be ours; an address cannot be rebound.
    any_address: bool,
}

impl Hosts {
    /// For a server that listens on `host`.
    pub fn new(host: &str) -> Hosts {
        let own = bare(host).to_string();
        let any_address = own.parse().is_ok_and(|address: IpAddr| address.is_unspecified());
        Hosts { own, any_address }
    }

    /// Whether a `Host` header names us.
    pub fn allow(&self, header: &str) -> bool {
        let Some(name) = name(header) else { return false };
        let is_local = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
        let is_own = name.eq_ignore_ascii_case(&self.own);
        let by_address = name.parse().is_ok_and(|address: IpAddr| address.is_loopback() || self.any_address);
        is_local || is_own || by_address
    }
}

/// The name in a `Host` header, without port and brackets.
fn name(header: &str) -> Option<&str> {
    let header = header.trim();
    let (name, port) = match header.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => header.split_at(header.find(':').unwrap_or(header.len())),
    };
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()));
    (is_port && !name.is_empty()).then_some(name)
}

/// A host as sockets take it: `::1`.
pub fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host)
}

/// A host as browsers take it: `[::1]`; this computer's own where we listen on every address.
pub fn shown(host: &str) -> String {
    match bare(host).parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) if address.is_unspecified() => "127.0.0.1".to_string(),
        Ok(IpAddr::V6(address)) if address.is_unspecified() => "[::1]".to_string(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => bare(host).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_allow(listening: &str, header: &str, expected: bool) {
        assert_eq!(Hosts::new(listening).allow(header), expected, "{header}");
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for header in ["127.0.0.1:4000", "127.0.0.1", "localhost:4000", "LocalHost", "[::1]:4000", "a.localhost:1"] {
            check_allow("127.0.0.1", header, true);
        }
        for header in ["", ":4000", "evil.example", "evil.example:4000", "localhost.evil.example", "192.168.0.7:4000"] {
            check_allow("127.0.0.1", header, false);
        }
        for header in ["[::1", "[]:1", "127.0.0.1:x", "localhost:4000:1", "localhost@evil", "::1"] {
            check_allow("127.0.0.1", header, false);
        }
    }

    #[test]
    fn a_host_that_was_asked_for_is_ours() {
        check_allow("desk.lan", "desk.lan:4000", true);
        check_allow("192.168.0.7", "192.168.0.7:4000", true);
        check_allow("0.0.0.0", "192.168.0.7:4000", true);
        check_allow("[::]", "[fe80::1]:4000", true);
        check_allow("0.0.0.0", "evil.example:4000", false);
    }

    #[test]
    fn the_address_to_open() {
        for (host, expected) in
            [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("[::]", "[::1]")]
        {
            assert_eq!(shown(host), expected);
        }
    }
}
