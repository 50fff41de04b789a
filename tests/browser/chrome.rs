//! A Chromium without a window, driven through ChromeDriver: <https://www.w3.org/TR/webdriver2/>.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::wire::{Answer, ask};

const INSTALL: &str = "these tests need Chromium and its driver: `apt-get install chromium chromium-driver` on Debian, \
                       or `chromium` and `chromedriver` of one version on the PATH";

/// Nothing may reach beyond this computer, whatever a page asks for.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The Tab and Enter keys, as WebDriver spells them.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";

/// A browser with one tab and a new profile. It ends when the value is dropped, also in a panic.
pub struct Chrome {
    driver: Driver,
    session: String,
    /// Where both leave their files.
    _folder: TempDir,
}

impl Chrome {
    pub fn start() -> Chrome {
        let folder = TempDir::new().unwrap();
        let driver = Driver::start(folder.path());
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_string()).collect();
        flags.push(format!("--user-data-dir={}", folder.path().join("profile").display()));
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": flags },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "pageLoad": 60_000, "script": 60_000 },
        }}});
        let answer = driver.ask("POST", "/session", &wanted);
        let session = answer.body["value"]["sessionId"].as_str();
        let session = session.unwrap_or_else(|| panic!("{INSTALL}\n{}", answer.body["value"]["message"])).to_string();
        let chrome = Chrome { driver, session, _folder: folder };
        // The browser's own first page is none of ours.
        chrome.open("about:blank");
        chrome.log("browser");
        chrome.log("performance");
        chrome
    }

    /// What the driver returns for a command of this session.
    #[track_caller]
    pub fn command(&self, path: &str, body: &Value) -> Value {
        let mut answer = self.driver.ask("POST", &format!("/session/{}/{path}", self.session), body);
        assert!(answer.status == 200, "{path} {body}: {}", answer.body["value"]["message"]);
        answer.body["value"].take()
    }

    /// Opens an address and waits until it is loaded.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.command("url", &json!({ "url": url }));
    }

    /// What the body of a function returns in the page.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What a command of the Chrome DevTools Protocol returns.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.command("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Gives the page a width in CSS pixels.
    #[track_caller]
    pub fn resize(&self, width: u32) {
        let size = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Shows the page as on a `screen` or in `print`, for who prefers `light` or `dark`.
    #[track_caller]
    pub fn show(&self, media: &str, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", &json!({ "media": media, "features": features }));
    }

    /// Presses a key and lets it go.
    #[track_caller]
    pub fn press(&self, key: &str) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        self.command("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }));
    }

    /// The page printed, as PDF in base 64.
    #[track_caller]
    pub fn print(&self) -> String {
        self.command("print", &json!({})).as_str().unwrap().to_string()
    }

    /// What a log holds since it was last read.
    #[track_caller]
    pub fn log(&self, kind: &str) -> Vec<Value> {
        self.command("se/log", &json!({ "type": kind })).as_array().unwrap().clone()
    }

    /// Waits until an element is there, through reloads of the page.
    #[track_caller]
    pub fn wait_for(&self, xpath: &str) {
        self.command("timeouts", &json!({ "implicit": 60_000 }));
        self.command("element", &json!({ "using": "xpath", "value": xpath }));
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // The driver ends its browser with the session; that it may be gone already is no second failure.
        let _ = ask(self.driver.port, "DELETE", &format!("/session/{}", self.session), &Value::Null);
    }
}

/// The process between us and the browser.
struct Driver {
    process: Child,
    port: u16,
}

/// How often a driver may be unlucky with its port.
const ATTEMPTS: usize = 10;

impl Driver {
    fn start(folder: &Path) -> Driver {
        let started = (0..ATTEMPTS).find_map(|_| Driver::try_start(folder));
        started.expect("of so many ports one is free")
    }

    /// None where the port was taken: the driver lets the system choose one for IPv6, and ends if another program has the
    /// same one for IPv4.
    fn try_start(folder: &Path) -> Option<Driver> {
        let complaints = folder.join("complaints");
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").env("TMPDIR", folder).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(File::create(&complaints).unwrap());
        let mut process = command.spawn().unwrap_or_else(|error| match error.kind() {
            ErrorKind::NotFound => panic!("{INSTALL}"),
            _ => panic!("chromedriver: {error}"),
        });
        let mut said = Vec::new();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        for line in lines {
            // "ChromeDriver was started successfully on port 43127."
            if let Some((_, port)) = line.split_once("successfully on port ") {
                return Some(Driver { process, port: port.trim_end_matches('.').parse().unwrap() });
            }
            said.push(line);
        }
        let status = process.wait().unwrap();
        said.extend(fs::read_to_string(&complaints).unwrap().lines().map(str::to_string));
        let is_taken = said.iter().any(|line| line.contains("port not available"));
        assert!(is_taken, "chromedriver ended ({status}) and had said: {said:#?}");
        None
    }

    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        ask(self.port, method, path, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
