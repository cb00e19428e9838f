//! Lists that close their gaps.

use super::account;
use crate::peers::{List, Peers};
use medink_types::{AccountId, Error};

fn members(peers: &Peers, owner: AccountId) -> Vec<AccountId> {
    (0..u64::from(peers.count(List::DoctorsOf, &owner)))
        .map(|place| peers.at(List::DoctorsOf, &owner, place).unwrap())
        .collect()
}

#[ink::test]
fn the_last_member_fills_the_gap() {
    let mut peers = Peers::default();
    for n in 1..=4 {
        assert_eq!(
            peers.add(List::DoctorsOf, &account(0), &account(n)),
            Ok(u32::from(n) - 1)
        );
    }
    assert_eq!(
        peers.remove(List::DoctorsOf, &account(0), 1),
        Ok(Some(account(4)))
    );
    assert_eq!(members(&peers, account(0)), [account(1), account(4), account(3)]);
}

#[ink::test]
fn removing_the_last_member_moves_nobody() {
    let mut peers = Peers::default();
    peers.add(List::DoctorsOf, &account(0), &account(1)).unwrap();
    peers.add(List::DoctorsOf, &account(0), &account(2)).unwrap();
    assert_eq!(peers.remove(List::DoctorsOf, &account(0), 1), Ok(None));
    assert_eq!(peers.remove(List::DoctorsOf, &account(0), 0), Ok(None));
    assert_eq!(peers.count(List::DoctorsOf, &account(0)), 0);
    assert_eq!(
        peers.remove(List::DoctorsOf, &account(0), 0),
        Err(Error::Inconsistent)
    );
}

#[ink::test]
fn lists_do_not_share() {
    let mut peers = Peers::default();
    peers.add(List::DoctorsOf, &account(0), &account(1)).unwrap();
    peers.add(List::DoctorsOf, &account(1), &account(0)).unwrap();
    peers.add(List::PatientsOf, &account(0), &account(2)).unwrap();
    assert_eq!(members(&peers, account(0)), [account(1)]);
    assert_eq!(
        peers.at(List::DoctorsOf, &account(0), 1),
        Err(Error::Inconsistent)
    );
    assert_eq!(
        peers.at(List::DoctorsOf, &account(0), u64::MAX),
        Err(Error::Inconsistent)
    );
}
