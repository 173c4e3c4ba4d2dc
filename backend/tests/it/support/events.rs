//! A live stream, read in the background.

use std::io::{BufRead, BufReader};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use openapi::live::Change;

use super::http::Request;

/// One server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: Option<i64>,
    pub name: String,
    pub data: String,
}

impl Event {
    /// What it says, if it is a change.
    pub fn change(&self) -> Option<Change> {
        (self.name == "change").then(|| serde_json::from_str(&self.data).unwrap())
    }
}

/// What there is to say about a stream.
#[derive(Debug, PartialEq, Eq)]
pub enum News {
    Event(Event),
    /// The server closed it.
    End,
    /// Nothing came in time.
    Silence,
}

/// An open stream; it is closed when this is dropped.
pub struct Events {
    connection: TcpStream,
    events: Receiver<Event>,
}

impl Events {
    /// Opens a stream and waits until the server has taken it up.
    #[track_caller]
    pub fn open(request: Request<'_>) -> Self {
        let (status, headers, body) = request.open();
        assert_eq!(status, 200);
        assert!(headers.contains(&("content-type".into(), "text/event-stream".into())), "{headers:?}");
        let connection = body.connection();
        connection.set_read_timeout(None).unwrap();
        let (sender, events) = mpsc::channel();
        let (greeted, greeting) = mpsc::channel();
        std::thread::spawn(move || {
            let (mut id, mut name, mut data) = (None, String::new(), String::new());
            for line in BufReader::new(body).lines().map_while(Result::ok) {
                match line.split_once(": ") {
                    Some(("id", value)) => id = value.parse().ok(),
                    Some(("event", value)) => name = value.to_owned(),
                    Some(("data", value)) => data = value.to_owned(),
                    Some(("retry", _)) => greeted.send(()).unwrap_or_default(),
                    _ if line.is_empty() && !name.is_empty() => {
                        let event =
                            Event { id: id.take(), name: std::mem::take(&mut name), data: std::mem::take(&mut data) };
                        if sender.send(event).is_err() {
                            return;
                        }
                    }
                    _ => {}
                }
            }
        });
        greeting.recv_timeout(Duration::from_secs(10)).expect("the stream said nothing");
        Self { connection, events }
    }

    /// What comes next within some time.
    pub fn next(&self, within: Duration) -> News {
        match self.events.recv_timeout(within) {
            Ok(event) => News::Event(event),
            Err(RecvTimeoutError::Disconnected) => News::End,
            Err(RecvTimeoutError::Timeout) => News::Silence,
        }
    }

    /// The next change, which must come.
    #[track_caller]
    pub fn change(&self) -> Change {
        match self.next(Duration::from_secs(10)) {
            News::Event(event) => event.change().unwrap_or_else(|| panic!("not a change: {event:?}")),
            other => panic!("no change came: {other:?}"),
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        // the server may have closed it already
        let _ = self.connection.shutdown(Shutdown::Both);
    }
}
