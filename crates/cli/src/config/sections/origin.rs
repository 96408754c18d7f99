//! Addresses of servers.

/// `http://…` or `https://…` with nothing behind the host and port.
pub(super) fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (scheme, host) = text.split_once("://")?;
    let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    (matches!(scheme, "http" | "https") && plain).then(|| text.to_owned())
}
