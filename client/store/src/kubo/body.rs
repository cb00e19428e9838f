//! What `ipfs-api` builds is of an older `hyper` than what sends it: the same request, in the newer one's types.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use hyper::{Request, Uri, http};
use hyper_of_ipfs_api::body::HttpBody;
use hyper_of_ipfs_api::{Body as OldBody, Error as OldError, Request as OldRequest};

/// A body that is sent as it comes.
pub(super) struct Passed(OldBody);

impl Body for Passed {
    type Data = Bytes;
    type Error = OldError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, OldError>>> {
        Pin::new(&mut self.0)
            .poll_data(cx)
            .map(|data| data.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        HttpBody::is_end_stream(&self.0)
    }

    fn size_hint(&self) -> SizeHint {
        let old = HttpBody::size_hint(&self.0);
        let mut hint = SizeHint::new();
        hint.set_lower(old.lower());
        if let Some(upper) = old.upper() {
            hint.set_upper(upper);
        }
        hint
    }
}

/// The same request.
///
/// # Errors
/// None for what `ipfs-api` builds: both have the same rules for each part.
pub(super) fn renewed(request: OldRequest<OldBody>) -> Result<Request<Passed>, http::Error> {
    let (head, body) = request.into_parts();
    let mut renewed = Request::builder()
        .method(head.method.as_str())
        .uri(Uri::try_from(head.uri.to_string())?);
    for (name, value) in &head.headers {
        renewed = renewed.header(name.as_str(), value.as_bytes());
    }
    renewed.body(Passed(body))
}
