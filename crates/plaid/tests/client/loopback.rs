//! A server on loopback that does what a test wrote down, byte for byte, and remembers what it was asked.
//!
//! It speaks just enough HTTP to be broken on purpose: a framework would repair what these tests break.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use plaid::{Client, Keys, Limits};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};

pub const CLIENT_ID: &str = "client-5d3c";
pub const SECRET: &str = "marker-secret-c0ffee";

/// What the server does with one request.
#[derive(Clone)]
pub enum Reaction {
    /// Answers with this status and body.
    Answer(u16, String),
    /// Sends the client to another place.
    Redirect(String),
    /// Promises more bytes than it sends, then hangs up.
    Partly(String),
    /// Sends without end, and without saying how much.
    Endless,
    /// Hangs up without a word.
    HangUp,
    /// Says nothing, and keeps the line open.
    Silence,
    /// Answers once the test opens the gate.
    Gated(String),
}

/// What the server was asked.
#[derive(Clone)]
pub struct Request {
    pub line: String,
    pub headers: HashMap<String, String>,
    pub body: serde_json::Value,
}

pub struct Loopback {
    base_url: String,
    shared: Arc<Shared>,
}

struct Shared {
    script: Mutex<VecDeque<Reaction>>,
    requests: Mutex<Vec<Request>>,
    gate: Semaphore,
    under_way: watch::Sender<usize>,
    most_under_way: watch::Sender<usize>,
}

impl Loopback {
    /// A server that goes through `script`, request by request, and repeats its last line for ever.
    pub async fn start(script: impl IntoIterator<Item = Reaction>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            script: Mutex::new(script.into_iter().collect()),
            requests: Mutex::default(),
            gate: Semaphore::new(0),
            under_way: watch::Sender::new(0),
            most_under_way: watch::Sender::new(0),
        });
        let serving = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(Arc::clone(&serving), stream));
            }
        });
        Self { base_url, shared }
    }

    /// A server that always gives this answer.
    pub async fn answering(http_status: u16, body: &str) -> Self {
        Self::start([Reaction::Answer(http_status, body.to_owned())]).await
    }

    pub fn client(&self) -> Client {
        self.client_with(fast())
    }

    pub fn client_with(&self, limits: Limits) -> Client {
        client_at(&self.base_url, limits)
    }

    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    pub fn calls(&self) -> usize {
        self.requests().len()
    }

    /// Waits until so many requests are answered neither well nor badly yet.
    pub async fn until_under_way(&self, count: usize) {
        self.shared.under_way.subscribe().wait_for(|under_way| *under_way >= count).await.unwrap();
    }

    /// Lets every gated request through, now and later.
    pub fn open_gate(&self) {
        self.shared.gate.close();
    }

    pub fn most_under_way(&self) -> usize {
        *self.shared.most_under_way.borrow()
    }
}

pub fn client_at(base_url: &str, limits: Limits) -> Client {
    let keys = Keys { client_id: CLIENT_ID.to_owned(), secret: SECRET.into() };
    Client::new(base_url.parse().unwrap(), keys, limits).unwrap()
}

/// The usual limits, with waits that a test does not notice.
pub fn fast() -> Limits {
    Limits { first_delay: Duration::from_millis(1), longest_delay: Duration::from_millis(2), ..Limits::default() }
}

async fn serve(shared: Arc<Shared>, stream: TcpStream) {
    let mut stream = BufReader::new(stream);
    let Some(request) = read(&mut stream).await else { return };
    shared.requests.lock().unwrap().push(request);
    let reaction = {
        let mut script = shared.script.lock().unwrap();
        if script.len() > 1 { script.pop_front().unwrap() } else { script[0].clone() }
    };

    shared.under_way.send_modify(|count| *count += 1);
    let under_way = *shared.under_way.borrow();
    shared.most_under_way.send_modify(|most| *most = under_way.max(*most));
    let bytes = match reaction {
        Reaction::Answer(http_status, body) => response(http_status, body.len(), &body),
        Reaction::Redirect(to) => {
            format!("HTTP/1.1 307 Test\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        }
        Reaction::Partly(body) => response(200, body.len() + 100, &body),
        Reaction::Endless => return endless(stream).await,
        Reaction::HangUp => String::new(),
        Reaction::Silence => std::future::pending().await,
        Reaction::Gated(body) => {
            let _ = shared.gate.acquire().await;
            response(200, body.len(), &body)
        }
    };
    shared.under_way.send_modify(|count| *count -= 1);
    let _ = stream.write_all(bytes.as_bytes()).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok().filter(|length| *length > 0)?;
    let mut headers = HashMap::new();
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    stream.read_exact(&mut body).await.ok()?;
    Some(Request { line: line.trim_end().to_owned(), headers, body: serde_json::from_slice(&body).ok()? })
}

fn response(http_status: u16, length: usize, body: &str) -> String {
    format!(
        "HTTP/1.1 {http_status} Test\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

async fn endless(mut stream: BufReader<TcpStream>) {
    let _ = stream.write_all(b"HTTP/1.1 200 Test\r\ntransfer-encoding: chunked\r\n\r\n").await;
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    while stream.write_all(chunk.as_bytes()).await.is_ok() {}
}
