//! Hospitals that begin a network together: what each has on its host, from nothing to where people work.

use crate::daemon::{self, Daemon};
use crate::hosts::{Host, Lan};
use crate::validator::{self, Start, Validator, node_program};
use crate::wait::within;
use e2e_system::{Call, Disk, Machine};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long one command may take: it waits for finality, for stores that are away, and for the machine that many share.
const COMMAND: Duration = Duration::from_secs(600);

/// How long the hospitals may take to agree on something.
pub(crate) const AGREE: Duration = Duration::from_secs(300);

/// The account of each hospital, on its own machine.
pub const CLINIC: &str = "clinic";

/// What its own machine calls a hospital's profile.
const PROFILE: &str = "hospital";

/// How many stores have to have a record.
const COPIES: usize = 2;

/// A hospital on a host.
#[derive(Debug)]
pub struct Clinic {
    /// Its machine on the network.
    pub host: Arc<Host>,
    /// Its node.
    pub validator: Validator,
    /// Its store, where it has one.
    pub daemon: Option<Daemon>,
    /// The address of its account.
    pub account: String,
    /// Where node and store are, where that is a small disk of its own. After both: it goes when they have ended.
    disk: Option<Disk>,
    /// Its client, in whose folder all of this is.
    pub machine: Arc<Machine>,
}

/// How a network is begun.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// How many hospitals.
    pub clinics: u8,
    /// The first so many have a store.
    pub stores: u8,
    /// Those at the end of a bad line.
    pub far: Vec<u8>,
    /// Those whose node and store have a small disk, with its MiB.
    pub small: Vec<(u8, u64)>,
    /// Options of every node.
    pub options: Vec<String>,
    /// Blocks of a session.
    pub session: u32,
}

/// A network of hospitals, and the network that they are on.
#[derive(Debug)]
pub struct Consortium {
    /// The hospitals, from number 1 on.
    clinics: Vec<Clinic>,
    /// What is between them. After them: nothing of theirs runs when it goes.
    pub lan: Lan,
}

impl Consortium {
    /// Begins a network, as docs/consortium.md says, and waits until all are one.
    pub fn begin(plan: &Plan) -> Self {
        let lan = Lan::new(plan.clinics, &plan.far);
        let clinics = (1..=plan.clinics)
            .map(|number| Clinic::new(lan.host(number), plan))
            .collect();
        let mut all = Consortium { clinics, lan };
        let specification = all.specification(plan);
        for clinic in &all.clinics {
            fs::write(clinic.validator.specification(), &specification).expect("the specification");
        }
        for at in 0..all.clinics.len() {
            let bootnodes = all.bootnodes(at);
            let clinic = &mut all.clinics[at];
            clinic.validator.set(Start {
                bootnodes,
                options: plan.options.clone(),
                clock: None,
            });
            clinic.validator.run();
            if let Some(daemon) = &mut clinic.daemon {
                daemon.run();
            }
        }
        for clinic in &all.clinics {
            clinic.configure(&all.clinics);
        }
        all.until_final_after(0);
        all
    }

    /// A hospital, by its number.
    pub fn clinic(&self, number: u8) -> &Clinic {
        &self.clinics[usize::from(number) - 1]
    }

    /// The same, to do something to it.
    pub fn clinic_mut(&mut self, number: u8) -> &mut Clinic {
        &mut self.clinics[usize::from(number) - 1]
    }

    /// All of them.
    pub fn clinics(&self) -> &[Clinic] {
        &self.clinics
    }

    /// Waits until blocks beyond this height are final at all whose node runs, and are the same everywhere. The height.
    pub fn until_final_after(&mut self, height: u64) -> u64 {
        let least = height + 3;
        for clinic in &mut self.clinics {
            if clinic.validator.runs() {
                let what = format!("block {least} is final at hospital {}", clinic.host.number());
                within(AGREE, &what, || {
                    (clinic.validator.final_height() >= least).then_some(())
                });
            }
        }
        let mut hashes = Vec::new();
        for clinic in &mut self.clinics {
            if clinic.validator.runs() {
                hashes.push(clinic.validator.block(least).expect("the node answers"));
            }
        }
        hashes.dedup();
        assert_eq!(
            hashes.len(),
            1,
            "what is final at height {least} is the same everywhere"
        );
        least
    }

    /// The highest final block that any node has told.
    pub fn final_height(&self) -> u64 {
        self.clinics
            .iter()
            .map(|clinic| clinic.validator.final_height())
            .max()
            .unwrap_or_default()
    }

    /// Waits until something final of now is final everywhere.
    pub fn agree(&mut self) -> u64 {
        let now = self.final_height();
        self.until_final_after(now)
    }

    /// The first hospital deploys, and the others join.
    pub fn deploy(&self) {
        let first = self.clinic(1);
        first.medink("deploy").acting(CLINIC).ok();
        let file = first.machine.work("deployment.json");
        first.medink("invite --output").arg(&file).ok();
        for other in &self.clinics[1..] {
            other.joins(&file);
        }
    }

    /// Makes an account at a hospital, and has the first one register it with a name.
    pub fn register(&self, role: &str, at: u8, name: &str, details: &Value) -> String {
        let clinic = self.clinic(at);
        let made = clinic.medink(&format!("account new {name}")).ok();
        let address = made["address"].as_str().expect("an address").to_owned();
        let card = clinic.medink(&format!("account show {name} --card")).text().run();
        card.succeeded();
        let first = self.clinic(1);
        first
            .medink(&format!("admin register-{role} --details - --fund 10000"))
            .arg(card.stdout().trim())
            .input(details.to_string())
            .acting(CLINIC)
            .ok();
        address
    }

    /// The file by which everybody knows the network.
    fn specification(&self, plan: &Plan) -> Vec<u8> {
        let mut words: Vec<String> = ["build-spec", "--name", "Clinics", "--slot", "1000"]
            .map(Into::into)
            .into();
        words.extend(["--session".into(), plan.session.max(5).to_string()]);
        for clinic in &self.clinics {
            let key = |name| clinic.validator.key(name);
            words.extend(["--hospital".into(), format!("{}={}", clinic.account, key("keys"))]);
            let address = clinic.host.address();
            words.extend([
                "--bootnode".into(),
                multiaddr(&format!("{address}"), validator::PEERS, key("peer")),
            ]);
        }
        node_program(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Where one finds the others.
    fn bootnodes(&self, of: usize) -> Vec<String> {
        let own = &self.clinics[of].host;
        let others = self.clinics.iter().enumerate().filter(|(at, _)| *at != of);
        others
            .map(|(_, other)| {
                let way = own.way_to(&other.host, validator::PEERS);
                multiaddr(&way.ip().to_string(), way.port(), other.validator.key("peer"))
            })
            .collect()
    }
}

impl Clinic {
    fn new(host: &Arc<Host>, plan: &Plan) -> Self {
        let machine = Machine::behind(host.behind(), COMMAND);
        let made = machine.medink(&format!("account new {CLINIC}")).ok();
        let number = host.number();
        let folder = machine.folder().join("host");
        fs::create_dir(&folder).expect("a new folder");
        let small = plan.small.iter().find(|(of, _)| *of == number);
        let disk = small.map(|(_, mib)| Disk::mount(&folder, *mib));
        Clinic {
            host: host.clone(),
            account: made["address"].as_str().expect("an account").to_owned(),
            validator: Validator::new(host, &folder.join("network")),
            daemon: (number <= plan.stores).then(|| Daemon::new(host, &folder.join("ipfs"))),
            machine: Arc::new(machine),
            disk,
        }
    }

    /// A command of this hospital's client.
    pub fn medink(&self, words: &str) -> Call<'_> {
        self.machine.medink(words)
    }

    /// The disk of node and store.
    pub fn disk(&self) -> &Disk {
        self.disk.as_ref().expect("a hospital with a small disk")
    }

    /// Takes the deployment over, as soon as its node has the contracts.
    pub fn joins(&self, file: &Path) {
        within(AGREE, "the contracts are on its node", || {
            let run = self.medink("join").arg(file).run();
            (run.code == Some(0)).then_some(())
        });
    }

    /// Loses everything that is on its host: chain, keys, store, accounts, deployment, and what its client remembers.
    pub fn wipe(&mut self) {
        for folder in [self.validator.folder().to_owned(), self.machine.home()] {
            fs::remove_dir_all(&folder).expect("it is there");
        }
        fs::create_dir_all(self.validator.folder()).expect("a new folder");
        if let Some(daemon) = &self.daemon {
            fs::remove_dir_all(daemon.folder()).expect("it is there");
            daemon.make();
        }
    }

    /// Writes its client's config: its own node, and all stores, its own first.
    pub fn configure(&self, all: &[Clinic]) {
        let with_store = all.iter().filter(|clinic| clinic.daemon.is_some());
        let (own, others): (Vec<_>, Vec<_>) =
            with_store.partition(|clinic| Arc::ptr_eq(&clinic.host, &self.host));
        let own = own
            .iter()
            .map(|_| format!("\"http://127.0.0.1:{}\"", daemon::RPC));
        let others = others.iter().map(|other| {
            let way = self.host.way_to(&other.host, daemon::RPC);
            format!("{{ ipfs = \"http://{way}\", allow-plaintext = true }}")
        });
        let mut stores: Vec<String> = own.chain(others).collect();
        if stores.is_empty() {
            stores.push("\"embedded\"".to_owned());
        }
        let copies = COPIES.min(stores.len());
        let text = format!(
            "profile = \"{PROFILE}\"\n\n[profiles.{PROFILE}]\nnode = \"ws://127.0.0.1:{}\"\nstores = [{}]\ncopies = {copies}\n",
            validator::RPC,
            stores.join(", ")
        );
        fs::create_dir_all(self.machine.home()).expect("a new folder");
        fs::write(self.machine.home().join("config.toml"), text).expect("a config file");
    }
}

fn multiaddr(address: &str, port: u16, peer: &str) -> String {
    format!("/ip4/{address}/tcp/{port}/p2p/{peer}")
}
