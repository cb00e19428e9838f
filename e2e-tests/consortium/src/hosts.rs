//! Hosts: network namespaces of Linux (ip-netns(8)), each with one cable (veth(4)) to a switch in a namespace of its own, so
//! that nothing of it is seen outside, and tests may run side by side.
//!
//! The switch is two bridges. All cables are in the first; a cut of the network has some of them in the second, so that
//! whoever sends something to the other side hears nothing of it, as on a real network.

use crate::line::{Ends, Line};
use nix::sched::{CloneFlags, setns};
use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Where ip-netns(8) keeps the namespaces.
const SPACES: &str = "/run/netns";

/// What the names of all of them begin with.
const PREFIX: &str = "medink-";

/// How long a line takes in each direction: 200 ms there and back.
const HALF_WAY: Duration = Duration::from_millis(100);

/// The network between the hosts.
#[derive(Debug)]
pub struct Lan {
    switch: Namespace,
    hosts: Vec<Arc<Host>>,
    name: String,
}

/// A machine on the network, from number 1 on.
#[derive(Debug)]
pub struct Host {
    number: u8,
    space: Namespace,
    /// Its connection, where that is a bad one.
    line: Option<Line>,
}

/// A network namespace, gone with all that runs in it when this is dropped.
#[derive(Debug)]
pub(crate) struct Namespace {
    name: String,
}

impl Lan {
    /// A network of `count` hosts. Those in `far` have a line in place of a cable: see [`Line`].
    pub fn new(count: u8, far: &[u8]) -> Self {
        static LANS: AtomicU32 = AtomicU32::new(0);
        remove_left_overs();
        let number = LANS.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}-{number}", std::process::id());
        let switch = Namespace::new(format!("{name}-switch"));
        for bridge in ["one", "two"] {
            switch.ip(&["link", "add", bridge, "type", "bridge"]);
            switch.ip(&["link", "set", bridge, "up"]);
        }
        let mut lan = Lan {
            switch,
            hosts: Vec::new(),
            name,
        };
        for number in 1..=count {
            lan.add(far.contains(&number));
        }
        lan
    }

    /// One more host.
    pub fn add(&mut self, far: bool) -> Arc<Host> {
        let number = u8::try_from(self.hosts.len() + 1).expect("few hosts");
        let space = Namespace::new(format!("{}-{number}", self.name));
        let outer = on_the_lan(number);
        let line = if far {
            let middle = Namespace::new(format!("{}-{number}-line", self.name));
            self.connect(&middle, number, outer);
            // Its own end of the line: 10.78.n.2 there, 10.78.n.1 here.
            let [here, there] = [1, 2].map(|end| Ipv4Addr::new(10, 78, number, end));
            middle.ip(&[
                "link",
                "add",
                "in",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                &space.name,
            ]);
            middle.up("in", here);
            space.up("eth0", there);
            let ends = Ends { outer, here, there };
            Some(Line::new(middle, ends, HALF_WAY))
        } else {
            self.connect(&space, number, outer);
            None
        };
        let host = Arc::new(Host { number, space, line });
        self.hosts.push(host.clone());
        host
    }

    /// A host, by its number.
    pub fn host(&self, number: u8) -> &Arc<Host> {
        &self.hosts[usize::from(number) - 1]
    }

    /// Cuts the network: these hosts reach each other and none of the others.
    pub fn cut_off(&self, some: &[u8]) {
        for host in &self.hosts {
            let bridge = if some.contains(&host.number) { "two" } else { "one" };
            self.plug(host.number, bridge);
        }
    }

    /// Makes it whole again.
    pub fn heal(&self) {
        self.cut_off(&[]);
    }

    fn connect(&self, space: &Namespace, number: u8, address: Ipv4Addr) {
        let port = port(number);
        self.switch.ip(&[
            "link",
            "add",
            &port,
            "type",
            "veth",
            "peer",
            "name",
            "out",
            "netns",
            &space.name,
        ]);
        self.switch.ip(&["link", "set", &port, "up"]);
        space.up("out", address);
        self.plug(number, "one");
    }

    fn plug(&self, number: u8, bridge: &str) {
        self.switch.ip(&["link", "set", &port(number), "master", bridge]);
    }
}

impl Host {
    /// Its number.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// Where the others reach it.
    pub fn address(&self) -> Ipv4Addr {
        on_the_lan(self.number)
    }

    /// Where this host reaches a port of another one.
    pub fn way_to(&self, other: &Host, port: u16) -> SocketAddrV4 {
        if let Some(line) = &other.line {
            // Once for all who call from outside.
            line.lets_in(port);
        }
        match &self.line {
            None => SocketAddrV4::new(other.address(), port),
            Some(line) => line.lets_out(SocketAddrV4::new(other.address(), port)),
        }
    }

    /// Its connection, where that is a bad one.
    pub fn line(&self) -> &Line {
        self.line.as_ref().expect("a host at the end of a line")
    }

    /// A program that will run on it, and be killed as if it was started without more ado: `ip` becomes it.
    pub fn command(&self, program: &Path) -> Command {
        let mut words = self.behind().into_iter();
        let mut command = Command::new(words.next().expect("there are four"));
        command.args(words).arg(program);
        command
    }

    /// What a command is started behind to run on it.
    pub fn behind(&self) -> Vec<OsString> {
        ["ip", "netns", "exec", &self.space.name].map(Into::into).into()
    }

    /// Does something on it: connections that are opened meanwhile are its own.
    pub fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.space.inside(work)
    }

    /// The rest of this thread, and the threads that it starts, are on this host.
    pub fn enter(&self) {
        self.space.enter();
    }
}

impl Namespace {
    fn new(name: String) -> Self {
        let made = output(&["netns", "add", &name]);
        assert!(
            made.status.success(),
            "this test needs the right to make network namespaces: run it as root, and in a container with \
             CAP_NET_ADMIN and CAP_SYS_ADMIN.\n{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let space = Namespace { name };
        space.ip(&["link", "set", "lo", "up"]);
        space
    }

    /// Configures it.
    fn ip(&self, words: &[&str]) {
        let done = output(&[&["-n", &self.name], words].concat());
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            done.status.success(),
            "ip -n {} {}: {said}",
            self.name,
            words.join(" ")
        );
    }

    fn up(&self, link: &str, address: Ipv4Addr) {
        self.ip(&["address", "add", &format!("{address}/24"), "dev", link]);
        self.ip(&["link", "set", link, "up"]);
    }

    pub(crate) fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        let done = thread::scope(|threads| {
            let thread = threads.spawn(|| {
                self.enter();
                work()
            });
            thread.join()
        });
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    pub(crate) fn enter(&self) {
        let space = File::open(Path::new(SPACES).join(&self.name)).expect("the namespace is there");
        setns(space, CloneFlags::CLONE_NEWNET).expect("root may enter it");
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        remove(&self.name);
    }
}

fn on_the_lan(number: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 77, 0, number)
}

/// What the switch's end of a host's cable is called.
fn port(number: u8) -> String {
    format!("port{number}")
}

/// Ends all that runs in a namespace, and removes it. Whatever fails is somebody else's work already.
fn remove(name: &str) {
    let inside = output(&["netns", "pids", name]);
    for pid in String::from_utf8_lossy(&inside.stdout).split_whitespace() {
        // Not this program, of which a thread may still be there.
        if pid != std::process::id().to_string() {
            let _ = Command::new("kill").args(["-KILL", pid]).output();
        }
    }
    output(&["netns", "delete", name]);
}

/// Removes what test programs have left that were killed.
fn remove_left_overs() {
    // One at a time within this program: others' are others' matter, and whatever is gone already is none.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap();
    let Ok(spaces) = fs::read_dir(SPACES) else { return };
    for space in spaces.flatten() {
        let name = space.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next());
        if let Some(owner) = owner.and_then(|owner| owner.parse::<u32>().ok())
            && !PathBuf::from(format!("/proc/{owner}")).exists()
        {
            remove(&name);
        }
    }
}

fn output(words: &[&str]) -> Output {
    Command::new("ip").args(words).output().unwrap_or_else(|e| {
        panic!(
            "this test needs the program `ip` (Debian: apt-get install iproute2), which can't be started: {e}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::Instant;

    const PORT: u16 = 7000;

    /// Answers everybody on this host with one byte.
    fn answers(host: &Arc<Host>) {
        let listener = host.inside(|| TcpListener::bind((Ipv4Addr::UNSPECIFIED, PORT)).unwrap());
        thread::spawn(move || {
            for client in listener.incoming() {
                let _ = client.and_then(|mut client| client.write_all(b"!"));
            }
        });
    }

    /// How long it takes until one host has the other's answer, if it comes.
    fn asked(from: &Host, to: &Host) -> Option<Duration> {
        let way = from.way_to(to, PORT);
        from.inside(|| {
            let begun = Instant::now();
            let patience = Duration::from_secs(2);
            let mut stream = TcpStream::connect_timeout(&way.into(), patience).ok()?;
            stream.set_read_timeout(Some(patience)).unwrap();
            stream.read_exact(&mut [0]).ok()?;
            Some(begun.elapsed())
        })
    }

    #[test]
    fn hosts_reach_each_other_but_across_a_cut_and_are_gone_afterwards() {
        let lan = Lan::new(3, &[]);
        for number in 1..=3 {
            answers(lan.host(number));
        }
        let reach = |from: u8, to: u8| asked(lan.host(from), lan.host(to)).is_some();
        assert!(reach(1, 2) && reach(1, 3) && reach(3, 2));
        lan.cut_off(&[3]);
        assert!(reach(1, 2) && !reach(1, 3) && !reach(3, 2));
        lan.heal();
        assert!(reach(1, 2) && reach(1, 3) && reach(3, 2));
        let name = lan.switch.name.clone();
        let mut sleeper = lan
            .host(1)
            .command(Path::new("sleep"))
            .arg("1000")
            .spawn()
            .unwrap();
        assert!(Path::new(SPACES).join(&name).exists());
        drop(lan);
        assert!(!Path::new(SPACES).join(&name).exists());
        assert!(!sleeper.wait().unwrap().success(), "it was killed");
    }

    #[test]
    fn a_far_host_is_late_in_both_directions_and_its_line_stalls_and_breaks() {
        let lan = Lan::new(2, &[2]);
        for number in [1, 2] {
            answers(lan.host(number));
        }
        let (near, far) = (lan.host(1), lan.host(2));
        for took in [asked(near, far), asked(far, near)] {
            let took = took.expect("an answer");
            assert!(took >= HALF_WAY && took < Duration::from_secs(1), "{took:?}");
        }
        far.line().stall(true);
        assert_eq!(asked(near, far), None);
        far.line().stall(false);
        assert!(asked(near, far).is_some());
        far.line().break_all();
        assert!(asked(far, near).is_some());
    }
}
