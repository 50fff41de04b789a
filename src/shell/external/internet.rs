//! The internet as it is.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use percent_encoding::utf8_percent_encode;
use ureq::http::HeaderMap;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Error};

use super::follow::{Answer, Method, Trouble, World};
use crate::base::encode::ADDRESS;
use crate::shell::clock;

/// How long an answer may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From the question to the head of the answer.
    pub answer: Duration,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts { answer: Duration::from_secs(15) }
    }
}

/// Asks hosts over HTTP and TLS, with the certificates and the proxy that this computer trusts.
pub struct Internet {
    agent: Agent,
    timeouts: Timeouts,
}

impl Internet {
    pub fn new(timeouts: Timeouts) -> Internet {
        let trusted = rustls_native_certs::load_native_certs().certs;
        let certificates: Vec<_> = trusted.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .root_certs(RootCerts::new_with_certs(&certificates))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(concat!("offprint/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(timeouts.answer))
            .build();
        Internet { agent: config.into(), timeouts }
    }

    fn trouble(&self, error: &Error) -> Trouble {
        Trouble(match error {
            Error::Timeout(_) => format!("its host does not answer in {}", seconds(self.timeouts.answer)),
            Error::HostNotFound => "its host cannot be found".to_string(),
            Error::ConnectionFailed => "its host cannot be reached".to_string(),
            Error::Io(error) if is_unreachable(error.kind()) => "its host cannot be reached".to_string(),
            Error::BadUri(_) | Error::Http(_) => "it cannot be asked for".to_string(),
            error => format!("its host answers in no way that is understood ({error})"),
        })
    }
}

fn is_unreachable(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable
    )
}

fn seconds(time: Duration) -> String {
    if time.as_secs() == 1 { "a second".to_string() } else { format!("{} seconds", time.as_secs_f32()) }
}

impl World for Internet {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Trouble> {
        let url = in_ascii(url).ok_or_else(|| Trouble("its host has no name that could be asked for".to_string()))?;
        let request = match method {
            Method::Head => self.agent.head(&url),
            Method::Get => self.agent.get(&url),
        };
        let response = request.header("Accept", "*/*").call().map_err(|error| self.trouble(&error))?;
        let headers = response.headers();
        Ok(Answer {
            status: response.status().as_u16(),
            location: text(headers, &LOCATION),
            retry_after: text(headers, &RETRY_AFTER).and_then(|value| retry_after(&value, clock::now())),
        })
    }

    fn wait(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }
}

/// An address as it is asked for: its host by the rules for international names (UTS 46), all else percent-encoded. None if
/// the host's name breaks those rules.
fn in_ascii(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host_start = authority.rfind('@').map_or(0, |at| at + 1);
    let (user, host) = authority.split_at(host_start);
    let port_start = host.rfind(':').filter(|at| host[at + 1..].bytes().all(|b| b.is_ascii_digit()));
    let (name, port) = host.split_at(port_start.unwrap_or(host.len()));
    let name = if name.is_ascii() { name.into() } else { idna::domain_to_ascii(name).ok()? };
    let encoded = |part| utf8_percent_encode(part, ADDRESS);
    Some(format!("{scheme}://{}{name}{port}{}", encoded(user), encoded(path)))
}

fn text(headers: &HeaderMap, name: &ureq::http::HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value.trim()).ok()?;
    Some(Duration::from_secs(u64::try_from(date.timestamp().as_second() - now.as_second()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_wait(value: &str, expected: Option<u64>) {
        let now = "2024-12-09T08:00:00Z".parse().expect("a time");
        assert_eq!(retry_after(value, now).map(|time| time.as_secs()), expected);
    }

    #[track_caller]
    fn check_ascii(url: &str, expected: Option<&str>) {
        assert_eq!(in_ascii(url).as_deref(), expected);
    }

    #[test]
    fn hosts_are_asked_by_names_in_ascii() {
        check_ascii("https://a.example/b?c=d e", Some("https://a.example/b?c=d%20e"));
        check_ascii("https://Bücher.example", Some("https://xn--bcher-kva.example"));
        check_ascii(
            "https://例え。テスト/パス?q=é",
            Some("https://xn--r8jz45g.xn--zckzah/%E3%83%91%E3%82%B9?q=%C3%A9"),
        );
        check_ascii("http://é:ü@bücher.example:8080/", Some("http://%C3%A9:%C3%BC@xn--bcher-kva.example:8080/"));
        check_ascii("http://[::1]:80/é", Some("http://[::1]:80/%C3%A9"));
        check_ascii("https://a\u{378}b.example/", None);
        check_ascii("https://xn--\u{e9}.example/", None);
        check_ascii("no address", None);
    }

    #[test]
    fn hosts_say_how_long_to_wait() {
        check_wait("120", Some(120));
        check_wait(" 0 ", Some(0));
        check_wait("Mon, 09 Dec 2024 08:00:30 GMT", Some(30));
        check_wait("Mon, 09 Dec 2024 07:00:00 GMT", Some(0));
        check_wait("soon", None);
        check_wait("-1", None);
    }
}
