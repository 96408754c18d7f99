//! A running server: ready when [`Server::start`] returns, gone when dropped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::scratch::Scratch;

/// How long anything may take on a busy machine.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    pid: Pid,
    ended: Receiver<ExitStatus>,
    log: Receiver<String>,
    pub(crate) address: String,
}

/// The lines of a stream, as they come.
pub(crate) fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (say, heard) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // Nobody listens any more; read on, so that the other side never waits.
            let _gone = say.send(line);
        }
    });
    heard
}

impl Server {
    /// Starts a server on the test's data folder, with these variables in its environment.
    pub(crate) fn start(scratch: &Scratch, environment: &[(&str, &str)]) -> Self {
        let mut command = scratch.command(&["serve", "--json", "--listen", "127.0.0.1:0"]);
        command.envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child: Child = command.spawn().expect("the binary runs");
        let pid = Pid::from_child(&child);
        let out = lines(child.stdout.take().expect("an output"));
        let log: ChildStderr = child.stderr.take().expect("a log");
        let log = lines(log);
        let (say, ended) = channel();
        std::thread::spawn(move || say.send(child.wait().expect("a child can be waited for")));
        let mut server = Self { pid, ended, log, address: String::new() };
        let Ok(line) = out.recv_timeout(DEADLINE) else {
            panic!("the server did not listen: {}", server.rest_of_log())
        };
        let said: serde_json::Value = serde_json::from_str(&line).expect("one line of JSON");
        said["listening"].as_str().expect("an address").clone_into(&mut server.address);
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("the server runs");
    }

    /// Waits until the log has a line with this text.
    pub(crate) fn wait_for_log(&self, text: &str) -> String {
        loop {
            let line = self.log.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("the log never says {text:?}"));
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Waits for the server's end.
    pub(crate) fn end(&self) -> ExitStatus {
        self.ended.recv_timeout(DEADLINE).expect("the server ends")
    }

    /// Asks it to stop, and expects that it does so in good order.
    pub(crate) fn stop(&self) {
        self.signal(Signal::TERM);
        assert!(self.end().success(), "{}", self.rest_of_log());
    }

    /// What the log says from here to its end, when it ends soon.
    pub(crate) fn rest_of_log(&self) -> String {
        let mut lines = Vec::new();
        while let Ok(line) = self.log.recv_timeout(Duration::from_millis(500)) {
            lines.push(line);
        }
        lines.join("\n")
    }

    /// The status and body of a plain request.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        self.get_with(path, "")
    }

    /// What a member of a brand is answered.
    pub(crate) fn get_as(&self, (token, brand): (&str, &str), path: &str) -> serde_json::Value {
        let headers = format!("Authorization: Bearer {token}\r\nSubrosa-Account: {brand}\r\n");
        let (status, body) = self.get_with(path, &headers);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    fn get_with(&self, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address)
            .expect("it is read");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = kill_process(self.pid, Signal::KILL);
    }
}
