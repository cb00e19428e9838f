//! JSON-RPC: the SDK's methods behind a server of our own.
//!
//! The SDK's server leaves Nagle's algorithm on: an answer may then wait 40 ms
//! for an acknowledgement that the other side delays, several times in one
//! transaction. Nor does it look at the origin of a WebSocket.

use crate::{
    error::NodeError,
    origins::{Gate, Origins},
    refusing::Refusing,
    room::Room,
};
use jsonrpsee::{
    server::{PingConfig, RandomStringIdProvider, RpcServiceBuilder, Server, ServerHandle},
    RpcModule,
};
use sc_rpc::DenyUnsafe;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    time::Duration,
};

const MIB: u32 = 1024 * 1024;

/// The port, taken before the chain is opened: a port in use is known at once.
pub struct Port(TcpListener);

impl Port {
    /// Listens on `address`; port 0 takes a free one.
    ///
    /// # Errors
    /// [`NodeError::PortInUse`], or [`NodeError::Listen`] with what else the
    /// system said.
    pub fn take(address: SocketAddr) -> Result<Self, NodeError> {
        let listener = TcpListener::bind(address).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(listener)
        });
        listener.map(Self).map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => NodeError::PortInUse(address),
            _ => NodeError::Listen { address, source },
        })
    }

    /// Where a program on this machine finds it.
    pub fn url(&self) -> io::Result<String> {
        let mut address = self.0.local_addr()?;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        Ok(format!("ws://{address}"))
    }

    /// Serves `methods`, until the handle stops it; those that bring a transaction
    /// only while there is `room` for a block.
    ///
    /// # Errors
    /// What the system says of the socket.
    pub fn serve(self, methods: RpcModule<()>, origins: Origins, room: Room) -> io::Result<ServerHandle> {
        // What changes the node itself (its keystore, its offchain store) is
        // for this machine alone.
        let deny_unsafe = if self.0.local_addr()?.ip().is_loopback() {
            DenyUnsafe::No
        } else {
            DenyUnsafe::Yes
        };
        let middleware = tower::ServiceBuilder::new()
            .layer(origins.cors())
            .layer(Gate { origins, deny_unsafe });
        let server = Server::builder()
            .set_http_middleware(middleware)
            .set_rpc_middleware(RpcServiceBuilder::new().layer_fn(move |service| Refusing {
                service,
                room: room.clone(),
            }))
            .set_tcp_no_delay(true)
            .set_id_provider(RandomStringIdProvider::new(16))
            .max_connections(256)
            .max_subscriptions_per_connection(4096)
            .set_message_buffer_capacity(4096)
            .max_request_body_size(16 * MIB)
            .max_response_body_size(64 * MIB)
            .enable_ws_ping(
                PingConfig::new()
                    .ping_interval(Duration::from_secs(30))
                    .inactive_limit(Duration::from_secs(60))
                    .max_failures(3),
            )
            .build_from_tcp(self.0)?;
        Ok(server.start(methods))
    }
}
