//! The internet as it is.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ureq::http::HeaderMap;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Error};

use super::follow::{Answer, Method, Trouble, World};
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

/// What no address may hold as it is.
const RAW: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

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
        let url = utf8_percent_encode(url, RAW).to_string();
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
