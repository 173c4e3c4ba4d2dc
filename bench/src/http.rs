//! A client that costs next to nothing, because it shares the machine with what it measures: one
//! blocking connection that is kept open, requests written as bytes, answers cut by their
//! `Content-Length`.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take before it counts as failed.
const TIMEOUT: Duration = Duration::from_secs(30);

/// One open connection.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer<'a> {
    /// The status code.
    pub status: u16,
    /// Status line and headers.
    pub head: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Client {
    /// Connects.
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024] })
    }

    /// Sends a request and reads its answer.
    pub fn send(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request)?;
        let mut filled = 0;
        let head_end = loop {
            filled += self.read(filled)?;
            if let Some(at) = self.buffer[..filled].windows(4).position(|window| window == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let (status, length) = {
            let head = std::str::from_utf8(&self.buffer[..head_end]).map_err(|_| broken("a head that is not text"))?;
            let status: u16 =
                head.get(9..12).and_then(|code| code.parse().ok()).ok_or_else(|| broken("no status code"))?;
            let length = header(head, "content-length").and_then(|value| value.parse::<usize>().ok());
            (status, if status == 204 { 0 } else { length.ok_or_else(|| broken("an answer without its length"))? })
        };
        let end = head_end + length;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        while filled < end {
            filled += self.read(filled)?;
        }
        let head = std::str::from_utf8(&self.buffer[..head_end]).map_err(|_| broken("a head that is not text"))?;
        Ok(Answer { status, head, body: &self.buffer[head_end..end] })
    }

    fn read(&mut self, filled: usize) -> io::Result<usize> {
        match self.stream.read(&mut self.buffer[filled..])? {
            0 => Err(broken("the server closed the connection")),
            count => Ok(count),
        }
    }
}

/// The first header of this name.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The cookie of this name that an answer sets, as `name=value`.
pub fn cookie(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let cookie = value.trim().split(';').next()?;
        (key.eq_ignore_ascii_case("set-cookie") && cookie.starts_with(&format!("{name}="))).then(|| cookie.to_owned())
    })
}

/// A `GET`.
pub fn get(address: SocketAddr, path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {cookie}\r\n\r\n", address.port()).into_bytes()
}

/// A `POST` of JSON, as a page of ours would send it.
pub fn post(address: SocketAddr, path: &str, cookie: &str, json: &str) -> Vec<u8> {
    let (port, length) = (address.port(), json.len());
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
    )
    .into_bytes()
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::{cookie, header};

    #[test]
    fn reads_headers_and_cookies() {
        let head = "HTTP/1.1 200 OK\r\ncontent-Length: 12\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\n\r\n";
        assert_eq!(header(head, "Content-Length"), Some("12"));
        assert_eq!(cookie(head, "b").as_deref(), Some("b=2"));
        assert_eq!(cookie(head, "c"), None);
    }
}
