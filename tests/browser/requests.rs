//! What the browser's logs say about a page that was loaded.

use serde_json::Value;

use crate::chrome::Chrome;

/// What went wrong since the logs were last read: words on the console, requests that failed or went elsewhere.
/// The page itself may be missing.
pub fn faults(chrome: &Chrome, origin: &str, page: &str) -> Vec<String> {
    let console = chrome.log("browser").into_iter().filter_map(|entry| {
        let is_bad = entry["level"] == "SEVERE" || entry["level"] == "WARNING";
        let message = entry["message"].as_str().unwrap_or_default();
        (is_bad && !message.starts_with(&format!("{page} "))).then(|| format!("console: {message}"))
    });
    let events = chrome.log("performance").into_iter().filter_map(|entry| event_fault(&entry, origin, page));
    console.chain(events).collect()
}

fn event_fault(entry: &Value, origin: &str, page: &str) -> Option<String> {
    let entry: Value = serde_json::from_str(entry["message"].as_str()?).expect("an event of the protocol");
    let event = &entry["message"];
    let parameters = &event["params"];
    match event["method"].as_str()? {
        "Network.requestWillBeSent" => {
            let url = parameters["request"]["url"].as_str()?;
            let is_here = url.starts_with(&format!("{origin}/")) || url.starts_with("data:");
            (!is_here).then(|| format!("asks for {url}"))
        }
        "Network.responseReceived" => {
            let (url, status) = (parameters["response"]["url"].as_str()?, parameters["response"]["status"].as_u64()?);
            (status >= 400 && url != page).then(|| format!("{status} for {url}"))
        }
        "Network.loadingFailed" => Some(format!("a request failed: {}", parameters["errorText"])),
        _ => None,
    }
}
