//! Files on their way from the browser to the core: one request a file, streamed, whatever its size.
//!
//! The browser's script sends each file with PUT; its name, title and kind come in headers, percent-encoded, and its
//! size is the request's. The bytes go through a small channel into the sealing: nothing is written but ciphertext.
//! Whoever cancels breaks the request off; the core then finds fewer bytes than announced and cleans up.

use crate::Inside;
use crate::told;
use crate::visit::slowly;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use medink_core::error::{Error, Kind, Result};
use medink_core::records::{Described, Document};
use medink_core::words;
use medink_types::AccountId;
use medink_words::said;
use serde_json::json;
use std::io::{self, Read};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// How long nothing may come before an upload counts as broken off.
const STALLED_AFTER: Duration = Duration::from_secs(60);
/// How long, after a failure, the rest of a file is taken and thrown away, so that the browser reads the answer.
const DRAIN_FOR: Duration = Duration::from_secs(10);

/// The kinds that are offered; any other word can be typed.
pub fn kinds() -> Vec<String> {
    medink_seal::record::Kind::NAMED
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Adds the file that `request` holds to `patient`'s records, or as a new version of the record that it names.
/// Answers JSON, since a script asks.
pub async fn receive(inside: &Inside, patient: AccountId, request: Request) -> Response {
    match record(inside, patient, request).await {
        Ok(number) => answer(StatusCode::OK, &json!({ "number": number })),
        Err(error) => answer(
            crate::visit::status(error.kind),
            &told::json(&error, inside.voice.language),
        ),
    }
}

fn answer(status: StatusCode, value: &serde_json::Value) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "application/json")],
        value.to_string(),
    )
        .into_response()
}

async fn record(inside: &Inside, patient: AccountId, request: Request) -> Result<u32> {
    let (parts, body) = request.into_parts();
    let (described, amends) = describe(&parts.headers)?;
    let (to, from) = mpsc::channel(4);
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    let work: JoinHandle<Result<_>> = tokio::spawn(async move {
        let source = Pieces {
            from,
            piece: Bytes::new(),
        };
        let document = slowly(move || Document::detect(source, described)).await?;
        let details = document.details.clone();
        let (number, steps) = match amends {
            Some(number) => {
                let made = medink
                    .operation(&actor)
                    .amend_record(patient, number, document)
                    .await?;
                (made.value.number, made.steps)
            }
            None => {
                let made = medink
                    .operation(&actor)
                    .add_records(patient, vec![document])
                    .await?;
                let number = made.value.first().map_or(0, |added| added.number);
                (number, made.steps)
            }
        };
        Ok((number, details, steps))
    });
    let rest = pump(inside, body, to).await;
    let (number, details, steps) = match work
        .await
        .map_err(|_| Error::new(Kind::Internal, said!("upload-stopped")))?
    {
        Ok(done) => done,
        Err(error) => {
            if let Some(rest) = rest {
                drain(rest).await;
            }
            if let Some(paid) = &error.paid {
                inside.tell(said!("upload-paid"), &paid.steps);
            }
            return Err(error);
        }
    };
    inside.unlocked.wrote(patient, number, details);
    match amends {
        Some(old) => inside.tell(said!("upload-amended", number = number, old = old), &steps),
        None => inside.tell_one_of("upload-added", said!("upload-recorded", number = number), &steps),
    }
    Ok(number)
}

/// Hands the body's pieces on. Gives back what is left of it when nobody wants them any more.
async fn pump(inside: &Inside, body: Body, to: mpsc::Sender<io::Result<Bytes>>) -> Option<Body> {
    let mut stream = body.into_data_stream();
    let mut ending = inside.session.ending();
    loop {
        let next = tokio::select! {
            next = tokio::time::timeout(STALLED_AFTER, stream.next()) => next,
            _ = ending.changed() => {
                let error = io::Error::new(io::ErrorKind::ConnectionAborted, "the account was locked");
                // The receiver may have gone: then it has failed already.
                let _ = to.send(Err(error)).await;
                return None;
            }
        };
        let item = match next {
            Ok(Some(Ok(piece))) => Ok(piece),
            Ok(Some(Err(_))) => Err(io::ErrorKind::ConnectionAborted.into()),
            Ok(None) => return None,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        };
        inside.session.touch();
        let failed = item.is_err();
        if to.send(item).await.is_err() {
            return Some(Body::from_stream(stream));
        }
        if failed {
            return None;
        }
    }
}

/// Takes what is left of a body and throws it away, so that the browser reads the answer.
pub(crate) async fn drain(rest: Body) {
    let mut stream = rest.into_data_stream();
    let all = async { while let Some(Ok(_)) = stream.next().await {} };
    // Whoever sends for longer is broken off.
    let _ = tokio::time::timeout(DRAIN_FOR, all).await;
}

/// What the headers say of the file, and which record it amends.
fn describe(headers: &HeaderMap) -> Result<(Described, Option<u32>)> {
    let size = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .ok_or_else(|| Error::new(Kind::Usage, said!("upload-no-length")))?;
    let text = |name: &str| -> Result<Option<String>> {
        let Some(value) = headers.get(name) else {
            return Ok(None);
        };
        let text = percent_encoding::percent_decode(value.as_bytes())
            .decode_utf8()
            .map_err(|_| Error::new(Kind::Usage, said!("upload-no-text")))?;
        let text = text.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    };
    let amends = text("x-medink-amends")?
        .map(|number| number.parse())
        .transpose()
        .map_err(|_| Error::new(Kind::Usage, said!("upload-no-number")))?;
    let described = Described {
        title: text("x-medink-title")?,
        // Any word is a kind.
        kind: text("x-medink-kind")?.map(medink_seal::record::Kind::from),
        date: text("x-medink-date")?
            .map(|date| medink_core::when::parse_date(&date))
            .transpose()?,
        file_name: text("x-medink-name")?,
        size,
    };
    words::check_title(described.title.as_deref().unwrap_or_default())?;
    Ok((described, amends))
}

/// The pieces of a body, to be read on a thread that may block.
struct Pieces {
    from: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.from.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let next = self.piece.split_to(buffer.len().min(self.piece.len()));
        if let Some(to) = buffer.get_mut(..next.len()) {
            to.copy_from_slice(&next);
        }
        Ok(next.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_read_to_their_end_and_errors_are_told() {
        let (to, from) = mpsc::channel(4);
        to.try_send(Ok(Bytes::from_static(b"abc"))).unwrap();
        to.try_send(Ok(Bytes::new())).unwrap();
        to.try_send(Ok(Bytes::from_static(b"de"))).unwrap();
        drop(to);
        let mut text = String::new();
        Pieces {
            from,
            piece: Bytes::new(),
        }
        .read_to_string(&mut text)
        .unwrap();
        assert_eq!(text, "abcde");
        let (to, from) = mpsc::channel(1);
        to.try_send(Err(io::ErrorKind::TimedOut.into())).unwrap();
        let mut pieces = Pieces {
            from,
            piece: Bytes::new(),
        };
        assert_eq!(
            pieces.read(&mut [0; 4]).unwrap_err().kind(),
            io::ErrorKind::TimedOut
        );
    }

    #[test]
    fn a_file_is_described_in_headers() {
        let mut headers = HeaderMap::new();
        assert!(describe(&headers).is_err());
        headers.insert(header::CONTENT_LENGTH, "12".parse().unwrap());
        headers.insert("x-medink-title", "Gr%C3%BCezi%20%2F".parse().unwrap());
        headers.insert("x-medink-amends", "7".parse().unwrap());
        let (described, amends) = describe(&headers).unwrap();
        assert_eq!(
            (described.size, described.title.as_deref(), amends),
            (12, Some("Grüezi /"), Some(7))
        );
        headers.insert("x-medink-amends", "-7".parse().unwrap());
        assert!(describe(&headers).is_err());
        headers.insert("x-medink-title", "%ff".parse().unwrap());
        assert!(describe(&headers).is_err());
    }
}
