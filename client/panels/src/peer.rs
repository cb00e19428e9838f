//! Whose program is at the other end of a connection. Cookies know no ports: what listens on another port of 127.0.0.1
//! is sent the panels' cookie too, whichever user of the machine it belongs to. So a cookie is not enough: a connection
//! that begins on this machine is served only if it belongs to the user whose panels these are.
//!
//! The kernel's table of connections (`/proc/self/net/tcp` and `tcp6` of proc_pid_net(5)) says who owns the other end.
//! - The superuser's programs are refused as well: some of them connect on behalf of others (proxies), and who is the
//!   superuser needs no cookie.
//! - An end that no program holds any more has no owner there: the table then says user 0. It is refused.
//! - A user number is read in this program's user namespace, as its own is.
//! - Where the panels listen for other machines (`--listen`), what comes from those is not looked at: no table says
//!   anything of them.
//!
//! It reads the table alone: never a process, and nothing of what is sent.

use medink_core::error::{Error, Kind, Result};
use medink_words::said;
use nix::unistd::Uid;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

/// The kernel's tables. Without IPv6 there is no second one.
const TABLES: [&str; 2] = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];
/// Longest row of a table, in bytes; those of today have 150.
const ROW: u64 = 1024;
/// How often the tables are looked through for a connection: a row can be missed while others come and go.
const TRIES: u32 = 5;
/// The rest between two looks.
const REST: Duration = Duration::from_millis(20);

/// What is said to whom is not served.
pub const REFUSED: &str = "medink: these panels belong to another user of this machine, or it can't be told whose this \
                           connection is. Open them as the user who started them.\n";

/// Which connections are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Those of this user.
    Only(Uid),
    /// All, because the user said so.
    Everybody,
}

impl Gate {
    /// For the user whom this program runs as. `everybody` is what `--trust-local-users` says.
    ///
    /// # Errors
    /// [`Kind::Usage`] where the system does not tell whose a connection is.
    pub fn new(everybody: bool) -> Result<Self> {
        if everybody {
            return Ok(Gate::Everybody);
        }
        match look(|_| false) {
            Ok(_) => Ok(Gate::Only(Uid::effective())),
            Err(_) => {
                Err(Error::new(Kind::Usage, said!("panels-no-users")).next(said!("panels-no-users-next")))
            }
        }
    }

    /// Whether the connection of `peer` to us at `own` is served. One whose owner can't be found is not.
    pub async fn lets_in(self, peer: SocketAddr, own: SocketAddr) -> bool {
        let Gate::Only(user) = self else {
            return true;
        };
        if !is_this_machine(peer.ip()) {
            return true;
        }
        for _ in 0..TRIES {
            let looked = tokio::task::spawn_blocking(move || owner(peer, own)).await;
            match looked {
                Ok(Ok(Some(found))) => return found == user,
                Ok(Ok(None)) => tokio::time::sleep(REST).await,
                Ok(Err(_)) | Err(_) => return false,
            }
        }
        false
    }
}

/// Whether an address is one of this machine's. Only its own can be bound to.
fn is_this_machine(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || UdpSocket::bind((ip, 0)).is_ok()
}

/// Who owns the end `peer` of its connection to `own`; none where no program holds one.
fn owner(peer: SocketAddr, own: SocketAddr) -> io::Result<Option<Uid>> {
    let (peer, own) = (canonical(peer), canonical(own));
    let found = look(|end| end.local == peer && end.remote == own && end.held)?;
    Ok(found.map(|end| end.user))
}

/// An IPv4 address that was written as an IPv6 one is the same.
fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

/// One end of a connection, as a row of a table has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    local: SocketAddr,
    remote: SocketAddr,
    user: Uid,
    /// Whether a program holds it: it has an inode.
    held: bool,
}

/// The first end of all tables that `is` the one. A failure only where there is no table at all.
fn look(is: impl Fn(&End) -> bool) -> io::Result<Option<End>> {
    let mut none = true;
    for table in TABLES {
        match std::fs::File::open(table) {
            Ok(rows) => {
                none = false;
                if let Some(end) = search(BufReader::new(rows), &is)? {
                    return Ok(Some(end));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    match none {
        true => Err(io::ErrorKind::NotFound.into()),
        false => Ok(None),
    }
}

/// The first row that `is` the one. Rows that can't be read, the head among them, are none.
fn search(mut rows: impl BufRead, is: impl Fn(&End) -> bool) -> io::Result<Option<End>> {
    let mut row = Vec::new();
    loop {
        row.clear();
        if rows.by_ref().take(ROW).read_until(b'\n', &mut row)? == 0 {
            return Ok(None);
        }
        let end = std::str::from_utf8(&row).ok().and_then(end);
        if let Some(end) = end.filter(|end| is(end)) {
            return Ok(Some(end));
        }
    }
}

/// Reads a row: number, local and remote address, state, queues, timer, retransmits, user, timeout, inode.
fn end(row: &str) -> Option<End> {
    let mut fields = row.split_ascii_whitespace();
    let (_, local, remote) = (fields.next()?, fields.next()?, fields.next()?);
    // After the addresses come state, queues, timer, retransmits; then the user, a timeout, the inode.
    let user = fields.nth(4)?.parse().ok()?;
    let inode: u64 = fields.nth(1)?.parse().ok()?;
    Some(End {
        local: address(local)?,
        remote: address(remote)?,
        user: Uid::from_raw(user),
        held: inode != 0,
    })
}

/// Reads `0100007F:1F90`: the address in words of 32 bits, each as this machine keeps it in memory, and the port.
fn address(text: &str) -> Option<SocketAddr> {
    let (ip, port) = text.split_once(':')?;
    let word = |at: usize| {
        let text = ip.get(at * 8..at * 8 + 8)?;
        Some(u32::from_str_radix(text, 16).ok()?.to_ne_bytes())
    };
    let ip = match ip.len() {
        8 => IpAddr::from(Ipv4Addr::from(word(0)?)),
        32 => {
            let words = [word(0)?, word(1)?, word(2)?, word(3)?];
            let bytes: [u8; 16] = words.as_flattened().try_into().ok()?;
            IpAddr::from(Ipv6Addr::from(bytes)).to_canonical()
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, u16::from_str_radix(port, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    /// An address as this machine's kernel writes it.
    fn written(address: SocketAddr, mapped: bool) -> String {
        let word = |bytes: &[u8]| format!("{:08X}", u32::from_ne_bytes(bytes.try_into().unwrap()));
        let words = |bytes: &[u8]| bytes.chunks(4).map(word).collect::<String>();
        let ip = match address.ip() {
            IpAddr::V4(ip) if mapped => words(&ip.to_ipv6_mapped().octets()),
            IpAddr::V4(ip) => words(&ip.octets()),
            IpAddr::V6(ip) => words(&ip.octets()),
        };
        format!("{ip}:{:04X}", address.port())
    }

    fn row(local: &str, remote: &str, user: u32, inode: u64) -> String {
        format!(
            "   5: {local} {remote} 01 00000000:00000000 00:00000000 00000000 {user:5}        0 {inode} 2 000000007db49cb5 20 0 0 10 -1\n"
        )
    }

    const HEAD: &str =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    fn found(table: &str, peer: SocketAddr, own: SocketAddr) -> Option<u32> {
        search(table.as_bytes(), |end| {
            end.local == peer && end.remote == own && end.held
        })
        .unwrap()
        .map(|end| end.user.as_raw())
    }

    #[test]
    fn the_row_of_the_other_end_says_who_it_is() {
        for (peer, own, mapped) in [
            ("127.0.0.1:33816", "127.0.0.1:43837", false),
            ("127.0.0.1:33816", "127.0.0.1:43837", true),
            ("[::1]:33816", "[::1]:43837", false),
        ] {
            let (peer, own): (SocketAddr, SocketAddr) = (peer.parse().unwrap(), own.parse().unwrap());
            let (at, to) = (written(peer, mapped), written(own, mapped));
            // Our own end comes first, and is not the one.
            let table = format!("{HEAD}{}{}", row(&to, &at, 1000, 7), row(&at, &to, 65534, 8));
            assert_eq!(found(&table, peer, own), Some(65534));
            assert_eq!(found(&table, peer, SocketAddr::new(own.ip(), 1)), None);
        }
    }

    #[test]
    #[cfg(target_endian = "little")]
    fn a_row_of_a_real_table_is_read() {
        let row = "   5: 0100007F:8418 0100007F:AB3D 01 00000000:00000000 00:00000000 00000000 65534        0 109876 2 000000007db49cb5 20 0 0 10 -1";
        let end = end(row).unwrap();
        assert_eq!(end.local, "127.0.0.1:33816".parse().unwrap());
        assert_eq!(end.remote, "127.0.0.1:43837".parse().unwrap());
        assert!(end.user == Uid::from_raw(65534) && end.held);
        assert_eq!(
            address("00000000000000000000000001000000:0050"),
            Some("[::1]:80".parse().unwrap())
        );
    }

    /// Such a row says user 0, whoever had it.
    #[test]
    fn an_end_that_nobody_holds_is_nobodys() {
        let (peer, own): (SocketAddr, SocketAddr) =
            ("127.0.0.1:2".parse().unwrap(), "127.0.0.1:1".parse().unwrap());
        let table = row(&written(peer, false), &written(own, false), 0, 0);
        assert_eq!(found(&table, peer, own), None);
    }

    #[test]
    fn rows_that_are_none_are_passed_over() {
        let (peer, own): (SocketAddr, SocketAddr) =
            ("127.0.0.1:2".parse().unwrap(), "127.0.0.1:1".parse().unwrap());
        let good = row(&written(peer, false), &written(own, false), 7, 9);
        let long = "x".repeat(5000);
        for bad in [
            "",
            "\n",
            ":::\n",
            "0: 0100007F 0100007F:1 01\n",
            "0: 0100007F:99999 0100007F:1 01 0 0 0 0 0 0\n",
            long.as_str(),
        ] {
            assert_eq!(found(&format!("{bad}\n{good}"), peer, own), Some(7), "{bad}");
        }
        assert_eq!(found("\u{fffd}", peer, own), None);
        let (cut, _) = good.split_at(60);
        assert_eq!(found(cut, peer, own), None);
    }

    #[tokio::test]
    async fn our_own_connections_are_let_in_and_gone_ones_are_not() {
        let ours = Gate::new(false).unwrap();
        let other = Gate::Only(Uid::from_raw(Uid::effective().as_raw() ^ 1));
        for at in ["127.0.0.1:0", "[::1]:0"] {
            // A machine without IPv6 has no such address.
            let Ok(listener) = TcpListener::bind(at) else {
                continue;
            };
            let own = listener.local_addr().unwrap();
            let stream = TcpStream::connect(own).unwrap();
            let (accepted, peer) = listener.accept().unwrap();
            assert!(ours.lets_in(peer, own).await);
            assert!(!other.lets_in(peer, own).await && Gate::Everybody.lets_in(peer, own).await);
            drop(stream);
            assert!(!ours.lets_in(peer, own).await, "{at}: nobody holds it any more");
            drop(accepted);
        }
    }

    #[test]
    fn addresses_of_this_machine_are_known() {
        for here in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            assert!(is_this_machine(here.parse().unwrap()), "{here}");
        }
        assert!(!is_this_machine("192.0.2.1".parse().unwrap()));
    }
}
