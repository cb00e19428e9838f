//! Refuses transactions at once while the disk has no room for a block.
//!
//! Whoever sends one learns why, and what to do, instead of waiting for a block
//! that does not come. Everything that only reads passes.

use crate::room::Room;
use futures::future::{ready, Either, Ready};
use jsonrpsee::{
    server::middleware::rpc::RpcServiceT,
    types::{ErrorObjectOwned, Request},
    MethodResponse,
};

/// The methods that bring a transaction: the SDK's of old and new.
const BRINGING: [&str; 4] = [
    "author_submitExtrinsic",
    "author_submitAndWatchExtrinsic",
    "transaction_v1_broadcast",
    "transactionWatch_v1_submitAndWatch",
];

/// The JSON-RPC error's code, among those that a server may give a meaning
/// (-32000 to -32099); 28 is the system's number for a full disk.
const NO_ROOM: i32 = -32028;

/// The methods behind `service`, while there is room.
#[derive(Clone)]
pub struct Refusing<S> {
    /// What answers.
    pub service: S,
    /// The room on the chain's disk.
    pub room: Room,
}

impl<'a, S: RpcServiceT<'a>> RpcServiceT<'a> for Refusing<S> {
    type Future = Either<Ready<MethodResponse>, S::Future>;

    fn call(&self, request: Request<'a>) -> Self::Future {
        if BRINGING.contains(&request.method_name()) {
            let look = self.room.look();
            if !look.writable {
                let refusal = ErrorObjectOwned::owned(NO_ROOM, self.room.words(look), Some(look));
                return Either::Left(ready(MethodResponse::error(request.id, refusal)));
            }
        }
        Either::Right(self.service.call(request))
    }
}
