//! A small blocking HTTP client with a browser's manners: cookies, `Origin`, and nothing else. One
//! connection per request; small enough to read, and free to send what no browser would.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::time::Duration;

use openapi::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser.
pub struct Client {
    address: SocketAddr,
    host: String,
    pub cookies: Mutex<BTreeMap<String, String>>,
}

/// A request that is being put together.
#[must_use]
pub struct Request<'a> {
    client: &'a Client,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Names and values, the names in lower case.
pub type Headers = Vec<(String, String)>;

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub asked: String,
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
}

impl Client {
    /// A browser that asks for `host`.
    pub fn new(address: SocketAddr, host: &str) -> Self {
        let host = format!("{host}:{}", address.port());
        Self { address, host, cookies: Mutex::default() }
    }

    pub fn get(&self, path: &str) -> Request<'_> {
        self.request("GET", path)
    }
    pub fn post(&self, path: &str, body: &impl Serialize) -> Request<'_> {
        self.request("POST", path).json(body)
    }
    pub fn put(&self, path: &str, body: &impl Serialize) -> Request<'_> {
        self.request("PUT", path).json(body)
    }
    pub fn patch(&self, path: &str, body: &impl Serialize) -> Request<'_> {
        self.request("PATCH", path).json(body)
    }
    pub fn delete(&self, path: &str) -> Request<'_> {
        self.request("DELETE", path)
    }

    /// A request as a page of ours would send it.
    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let request = self.bare(method, path);
        match method {
            "GET" | "HEAD" | "OPTIONS" => request,
            _ => request.header("origin", &format!("http://{}", self.host)),
        }
    }

    /// A request with nothing but `Host` and the cookies.
    pub fn bare(&self, method: &str, path: &str) -> Request<'_> {
        let mut headers = vec![("host".to_owned(), self.host.clone())];
        let cookies = self.cookies.lock().unwrap();
        if !cookies.is_empty() {
            let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.push(("cookie".to_owned(), pairs.join("; ")));
        }
        Request { client: self, method: method.into(), path: path.into(), headers, body: Vec::new() }
    }

    /// The same cookies in another browser.
    pub fn copy(&self) -> Self {
        let cookies = self.cookies.lock().unwrap().clone();
        Self { address: self.address, host: self.host.clone(), cookies: Mutex::new(cookies) }
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    fn keep_cookies(&self, answer: &Answer) {
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            match rest.contains("Max-Age=0") {
                true => cookies.remove(name),
                false => cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

impl Request<'_> {
    /// Adds a header, or replaces one that is there.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a header away.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(given, _)| given != name);
        self
    }

    pub fn json(self, body: &impl Serialize) -> Self {
        self.body("application/json", &serde_json::to_vec(body).unwrap())
    }

    pub fn body(mut self, kind: &str, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self.header("content-type", kind)
    }

    /// A form with one file.
    pub fn file(self, name: &str, content: &[u8]) -> Self {
        self.form(&[], name, content)
    }

    /// A form with texts and one file.
    pub fn form(self, texts: &[(&str, &str)], name: &str, content: &[u8]) -> Self {
        let mut body = Vec::new();
        for (part, text) in texts {
            let head = format!("--limit\r\nContent-Disposition: form-data; name=\"{part}\"\r\n\r\n{text}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        let head = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        self.body("multipart/form-data; boundary=limit", &body).header("x-csrf", "1")
    }

    /// Sends it and reads the whole answer.
    pub fn send(self) -> Answer {
        let (client, asked) = (self.client, format!("{} {}", self.method, self.path));
        let head_only = self.method == "HEAD";
        let (status, headers, mut rest) = self.open();
        let mut body = Vec::new();
        if !head_only {
            rest.read_to_end(&mut body).unwrap_or_else(|error| panic!("{asked}: the body broke off: {error}"));
        }
        let answer = Answer { asked, status, headers, body };
        client.keep_cookies(&answer);
        answer
    }

    /// Sends it and reads the head of the answer; the body can be read as it comes.
    pub fn open(mut self) -> (u16, Headers, Body) {
        let mut stream = TcpStream::connect(self.client.address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        if !self.body.is_empty() || !matches!(self.method.as_str(), "GET" | "HEAD" | "DELETE" | "OPTIONS") {
            self.headers.push(("content-length".to_owned(), self.body.len().to_string()));
        }
        let mut head = format!("{} {} HTTP/1.1\r\nconnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let bytes = [head.as_bytes(), b"\r\n", &self.body].concat();
        // a server that refuses early need not read everything: its answer counts
        let _ = stream.write_all(&bytes);
        read_head(stream).unwrap_or_else(|error| panic!("{} {}: no answer: {error}", self.method, self.path))
    }
}

/// Reads the head of an answer.
pub fn read_head(stream: TcpStream) -> std::io::Result<(u16, Headers, Body)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other(format!("not HTTP: {line:?}")))?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let header = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let chunked = header("transfer-encoding") == Some("chunked");
    let left = header("content-length").and_then(|length| length.parse().ok());
    let left = if chunked { Some(0) } else { left };
    Ok((status, headers, Body { reader, chunked, left }))
}

/// The body of an answer, read as it comes.
pub struct Body {
    reader: BufReader<TcpStream>,
    chunked: bool,
    /// Bytes until the end of the body or of the current chunk; unknown when the connection's end says so.
    left: Option<u64>,
}

impl Body {
    /// The connection, to close it from elsewhere.
    pub fn connection(&self) -> TcpStream {
        self.reader.get_ref().try_clone().unwrap()
    }

    fn next_chunk(&mut self) -> std::io::Result<u64> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            line.clear();
            self.reader.read_line(&mut line)?;
        }
        u64::from_str_radix(line.trim(), 16).map_err(|_| std::io::ErrorKind::UnexpectedEof.into())
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.chunked && self.left == Some(0) {
            let size = self.next_chunk()?;
            self.left = Some(size);
            self.chunked = size > 0;
        }
        let most = self.left.map_or(buffer.len(), |left| buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
        let read = self.reader.read(&mut buffer[..most])?;
        if let Some(left) = &mut self.left {
            *left -= read as u64;
        }
        Ok(read)
    }
}

impl Answer {
    /// Fails the test unless the answer has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.asked, String::from_utf8_lossy(&self.body));
        self
    }

    /// The body as a type of the contract.
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, String::from_utf8_lossy(&self.body)))
    }

    /// The body as a problem, which must say so in its head.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.asked);
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status, "{}", self.asked);
        assert_eq!(Some(problem.request_id.as_str()), self.header("x-request-id"), "{}", self.asked);
        problem
    }

    pub fn header(&self, wanted: &str) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
