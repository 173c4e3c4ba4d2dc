//! A mail server that keeps what it gets, and refuses what it was told to refuse.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::{eventually, letter};

/// What the server does with the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Take,
    /// Refuses the recipient with this code.
    Refuse(u16),
    /// Takes the mail and hangs up without saying so.
    HangUpAfterData,
}

/// A mail that was taken.
#[derive(Debug, Clone)]
pub struct Letter {
    pub from: String,
    pub to: String,
    pub headers: Vec<(String, String)>,
    /// The plain text.
    pub text: String,
    /// The HTML beside it; empty where there is none.
    pub html: String,
    /// As it came over the wire, undotted.
    pub raw: String,
}

impl Letter {
    /// The value of a header.
    #[track_caller]
    pub fn header(&self, wanted: &str) -> &str {
        let found = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {wanted} in {:?}", self.headers))
    }

    /// The address in the text.
    #[track_caller]
    pub fn link(&self) -> String {
        let found = self.text.lines().find(|line| line.starts_with("http"));
        found.unwrap_or_else(|| panic!("no link in {}", self.text)).trim().to_owned()
    }

    /// The token of the link in the text.
    #[track_caller]
    pub fn token(&self) -> String {
        let link = self.link();
        link.split_once("token=").unwrap_or_else(|| panic!("no token in {link}")).1.to_owned()
    }
}

#[derive(Default)]
struct State {
    letters: Vec<Letter>,
    script: VecDeque<Next>,
    tries: usize,
}

/// The server. It listens until the test process ends.
pub struct MailServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    /// Starts one that takes everything.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::<Mutex<State>>::default();
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = shared.clone();
                // a client that hangs up ends its conversation and nothing else
                std::thread::spawn(move || converse(stream, &shared).unwrap_or_default());
            }
        });
        Self { address, state }
    }

    /// Its address, as the configuration wants it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What to do with the next mails, in order; those after are taken.
    pub fn next(&self, script: &[Next]) {
        self.state.lock().unwrap().script.extend(script);
    }

    /// Every mail taken so far, those of hang-ups included.
    pub fn letters(&self) -> Vec<Letter> {
        self.state.lock().unwrap().letters.clone()
    }

    /// How often a client began a mail.
    pub fn tries(&self) -> usize {
        self.state.lock().unwrap().tries
    }

    /// Waits until so many tries were made.
    pub fn wait_for_tries(&self, count: usize) {
        eventually("tries to send", || (self.tries() >= count).then_some(()));
    }

    /// Waits for a mail to somebody and takes it away.
    #[track_caller]
    pub fn receive(&self, to: &str) -> Letter {
        eventually(&format!("a mail to {to}"), || {
            let mut state = self.state.lock().unwrap();
            let at = state.letters.iter().position(|letter| letter.to == to)?;
            Some(state.letters.remove(at))
        })
    }
}

fn converse(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let (mut from, mut to, mut what) = (String::new(), String::new(), Next::Take);
    out.write_all(b"220 mail.test\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.test\r\n250 8BITMIME".to_owned(),
            "MAIL" => {
                let mut state = state.lock().unwrap();
                state.tries += 1;
                what = state.script.pop_front().unwrap_or(Next::Take);
                from = address();
                "250 ok".to_owned()
            }
            "RCPT" => match what {
                Next::Refuse(code) => format!("{code} not now, not here"),
                _ => {
                    to = address();
                    "250 ok".to_owned()
                }
            },
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let letter = letter::read(&mut lines, &from, &to)?;
                state.lock().unwrap().letters.push(letter);
                if what == Next::HangUpAfterData {
                    return Ok(());
                }
                "250 taken".to_owned()
            }
            "QUIT" => {
                out.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 ok".to_owned(),
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}
