//! One address and where it leads: what is asked, how often, and what the answers mean.

use std::time::Duration;

use jiff::Timestamp;

use super::location::resolve;
use super::verdict::Verdict;

/// What can be asked of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
}

/// What a host said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// `Location` as written.
    pub location: Option<String>,
    /// `Retry-After`, as a time to wait.
    pub retry_after: Option<Duration>,
}

/// Why there is no answer, for people: `it does not answer in 10 seconds`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

/// The world in which addresses lead somewhere: the internet and its clock, or a test's.
pub trait World: Sync {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Trouble>;
    fn wait(&self, time: Duration);
    fn now(&self) -> Timestamp;
}

/// How long a run bears with a host.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How often a host that is busy is asked again.
    pub retries: u32,
    /// How long to wait where the host does not say; doubled each time.
    pub pause: Duration,
    /// Hosts that want more time than this are left alone.
    pub longest: Duration,
    /// Redirects that are followed, as browsers do.
    pub redirects: usize,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience { retries: 2, pause: Duration::from_secs(1), longest: Duration::from_secs(20), redirects: 20 }
    }
}

/// Follows an address to where it leads.
pub fn follow(world: &dyn World, url: &str, patience: Patience) -> Verdict {
    let mut way = vec![url.to_string()];
    // Where all redirects so far lead for good.
    let mut moved = None;
    let mut is_lasting = true;
    loop {
        let here = &way[way.len() - 1];
        let answer = match ask(world, here, patience) {
            Ok(answer) => answer,
            Err(Trouble(why)) => return Verdict::Unsure { why, is_silent: true, is_tired: false },
        };
        let next = match answer.status {
            200..=299 => return moved.map_or(Verdict::Fine, |to| Verdict::Moved { to }),
            301 | 302 | 303 | 307 | 308 => answer.location.as_deref().and_then(|location| resolve(here, location)),
            404 | 410 => return Verdict::Gone { status: answer.status, way },
            _ => None,
        };
        let Some(next) = next else { return unsure(answer.status) };
        is_lasting &= matches!(answer.status, 301 | 308);
        if is_lasting {
            moved = Some(next.clone());
        }
        let is_loop = way.contains(&next);
        way.push(next);
        if is_loop || way.len() > patience.redirects + 1 {
            return Verdict::Endless { way };
        }
    }
}

fn unsure(status: u16) -> Verdict {
    let why = match status {
        429 => "its host is asked too often (429)".to_string(),
        300..=399 => format!("its host answers {status} and not where it leads"),
        _ => format!("its host answers {status}"),
    };
    Verdict::Unsure { why, is_silent: false, is_tired: status == 429 }
}

/// Asks without wanting the page, then for the page: not all hosts know the first question.
fn ask(world: &dyn World, url: &str, patience: Patience) -> Result<Answer, Trouble> {
    match ask_patiently(world, Method::Head, url, patience) {
        Ok(answer) if answer.status < 400 || answer.status == 429 => Ok(answer),
        _ => ask_patiently(world, Method::Get, url, patience),
    }
}

/// Asks again where a host is busy, after as long as it wants.
fn ask_patiently(world: &dyn World, method: Method, url: &str, patience: Patience) -> Result<Answer, Trouble> {
    let mut pause = patience.pause;
    for _ in 0..patience.retries {
        let answer = world.ask(method, url)?;
        let wanted = answer.retry_after.unwrap_or(pause);
        if !is_busy(answer.status, method) || wanted > patience.longest {
            return Ok(answer);
        }
        world.wait(wanted);
        pause *= 2;
    }
    world.ask(method, url)
}

fn is_busy(status: u16, method: Method) -> bool {
    status == 429 || method == Method::Get && matches!(status, 500 | 502 | 503 | 504)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// A world of rows: `HEAD url` or `GET url`, or the bare `url` for both, with the answers in their order; the last
    /// one is given again. `301 url` leads on, `429 7` wants seven seconds, `silence` is none.
    struct Rows {
        rows: Vec<(&'static str, Vec<&'static str>)>,
        log: Mutex<Vec<String>>,
    }

    impl World for Rows {
        fn ask(&self, method: Method, url: &str) -> Result<Answer, Trouble> {
            let name = format!("{} {url}", if method == Method::Head { "HEAD" } else { "GET" });
            let mut log = self.log.lock().expect("one thread");
            let row = self.rows.iter().find(|(of, _)| *of == name || *of == url).expect("a row");
            let before = log.iter().filter(|asked| **asked == name || row.0 == url && asked.ends_with(url)).count();
            log.push(name);
            let answer = row.1[before.min(row.1.len() - 1)];
            if answer == "silence" {
                return Err(Trouble("it does not answer".to_string()));
            }
            let (status, more) = answer.split_once(' ').unwrap_or((answer, ""));
            let status = status.parse().expect("a status");
            let location = (300..400).contains(&status).then(|| more.to_string());
            Ok(Answer { status, location, retry_after: more.parse().ok().map(Duration::from_secs) })
        }

        fn wait(&self, time: Duration) {
            self.log.lock().expect("one thread").push(format!("wait {}", time.as_secs()));
        }

        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
    }

    #[track_caller]
    fn check_way(rows: &[(&'static str, &[&'static str])], expected: &str, log: &[&str]) {
        let rows = rows.iter().map(|(of, answers)| (*of, answers.to_vec())).collect();
        let world = Rows { rows, log: Mutex::default() };
        let verdict = follow(&world, "http://a/", Patience { redirects: 3, ..Patience::default() });
        assert_eq!(format!("{verdict:?}"), expected);
        assert_eq!(*world.log.lock().expect("one thread"), log);
    }

    #[test]
    fn certain_answers_are_taken() {
        check_way(&[("http://a/", &["200"])], "Fine", &["HEAD http://a/"]);
        check_way(
            &[("http://a/", &["404"])],
            r#"Gone { status: 404, way: ["http://a/"] }"#,
            &["HEAD http://a/", "GET http://a/"],
        );
    }

    #[test]
    fn a_host_that_does_not_know_the_short_question_is_asked_for_the_page() {
        for head in ["404", "405", "501", "403", "silence"] {
            check_way(
                &[("HEAD http://a/", &[head]), ("GET http://a/", &["200"])],
                "Fine",
                &["HEAD http://a/", "GET http://a/"],
            );
        }
    }

    #[test]
    fn lasting_redirects_are_told_and_passing_ones_are_not() {
        check_way(
            &[("http://a/", &["301 /b"]), ("http://a/b", &["302 c"]), ("http://a/c", &["200"])],
            r#"Moved { to: "http://a/b" }"#,
            &["HEAD http://a/", "HEAD http://a/b", "HEAD http://a/c"],
        );
        check_way(
            &[("http://a/", &["307 /b"]), ("http://a/b", &["301 /c"]), ("http://a/c", &["200"])],
            "Fine",
            &["HEAD http://a/", "HEAD http://a/b", "HEAD http://a/c"],
        );
    }

    #[test]
    fn circles_and_endless_ways_are_left() {
        check_way(
            &[("http://a/", &["302 /b"]), ("http://a/b", &["301 /"])],
            r#"Endless { way: ["http://a/", "http://a/b", "http://a/"] }"#,
            &["HEAD http://a/", "HEAD http://a/b"],
        );
        check_way(
            &[
                ("http://a/", &["302 /b"]),
                ("http://a/b", &["302 /c"]),
                ("http://a/c", &["302 /d"]),
                ("http://a/d", &["302 /e"]),
            ],
            r#"Endless { way: ["http://a/", "http://a/b", "http://a/c", "http://a/d", "http://a/e"] }"#,
            &["HEAD http://a/", "HEAD http://a/b", "HEAD http://a/c", "HEAD http://a/d"],
        );
    }

    #[test]
    fn a_busy_host_is_given_the_time_that_it_wants() {
        check_way(&[("http://a/", &["429 7", "200"])], "Fine", &["HEAD http://a/", "wait 7", "HEAD http://a/"]);
        check_way(
            &[("http://a/", &["503"])],
            r#"Unsure { why: "its host answers 503", is_silent: false, is_tired: false }"#,
            &["HEAD http://a/", "GET http://a/", "wait 1", "GET http://a/", "wait 2", "GET http://a/"],
        );
        check_way(
            &[("http://a/", &["429 3600"])],
            r#"Unsure { why: "its host is asked too often (429)", is_silent: false, is_tired: true }"#,
            &["HEAD http://a/"],
        );
    }

    #[test]
    fn what_is_not_certain_is_not_called_broken() {
        for (answer, why) in [
            ("403", "its host answers 403"),
            ("401", "its host answers 401"),
            ("999", "its host answers 999"),
            ("302 http://[", "its host answers 302 and not where it leads"),
        ] {
            let asked: &[&str] =
                if answer.starts_with('3') { &["HEAD http://a/"] } else { &["HEAD http://a/", "GET http://a/"] };
            let expected = format!("Unsure {{ why: {why:?}, is_silent: false, is_tired: false }}");
            check_way(&[("http://a/", &[answer])], &expected, asked);
        }
        check_way(
            &[("http://a/", &["silence"])],
            r#"Unsure { why: "it does not answer", is_silent: true, is_tired: false }"#,
            &["HEAD http://a/", "GET http://a/"],
        );
    }
}
