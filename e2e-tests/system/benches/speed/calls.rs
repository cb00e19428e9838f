//! Calls of contracts beside bare transfers of the same client, one after the other and many in flight.

use crate::Wish;
use crate::table::{Table, Times};
use e2e_system::{World, record_of_nothing};
use futures::future::join_all;
use medink_chain::{ChainExt, SubmitOptions, contracts};
use medink_core::actor::Plain;
use medink_seal::Account;
use medink_types::AccountId;
use std::time::Instant;

const ONE_BY_ONE: usize = 200;
const IN_FLIGHT: usize = 300;

pub fn measure(wish: &Wish, table: &mut Table) {
    let world = World::deployed();
    world.patient("//Ada");
    let ledger = world.ledger();
    let (chain, at) = (ledger.chain(), ledger.deployment().patient());
    let account = Account::from_suri("//Ada").unwrap();
    let (ada, who) = (Plain(account.clone()), AccountId::from(account.address()));
    let options = SubmitOptions::default();
    let to = AccountId::from([1; 32]);
    let mut number = 0u32;
    let mut next = || {
        number += 1;
        contracts::patient::add_medical_record(at, who, &record_of_nothing(number))
    };
    ledger.wait(async {
        chain
            .transfer(&ada, to, 1_000_000_000_000, &options)
            .await
            .unwrap();
        let (mut trials, mut calls, mut transfers) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ONE_BY_ONE {
            let message = next();
            let begun = Instant::now();
            chain.try_call(who, &message).await.unwrap();
            trials.push(begun.elapsed().as_secs_f64());
            let begun = Instant::now();
            chain.call(&ada, &next(), &options).await.unwrap();
            calls.push(begun.elapsed().as_secs_f64());
            let begun = Instant::now();
            chain.transfer(&ada, to, 1, &options).await.unwrap();
            transfers.push(begun.elapsed().as_secs_f64());
        }
        table.row(
            "one record put on the chain, tried first",
            (1.0, "calls"),
            Times::new(calls.clone()),
            "a bare transfer",
            Times::new(transfers),
        );
        table.row(
            "the trial of one record, with its price",
            (1.0, "trials"),
            Times::new(trials),
            "one record put on the chain, tried first",
            Times::new(calls),
        );
        let (mut calls, mut transfers) = (Vec::new(), Vec::new());
        for _ in 0..wish.rounds {
            let messages: Vec<_> = (0..IN_FLIGHT).map(|_| next()).collect();
            let begun = Instant::now();
            for called in join_all(messages.iter().map(|message| chain.call(&ada, message, &options))).await {
                called.unwrap();
            }
            calls.push(begun.elapsed().as_secs_f64());
            let begun = Instant::now();
            for sent in join_all((0..IN_FLIGHT).map(|_| chain.transfer(&ada, to, 1, &options))).await {
                sent.unwrap();
            }
            transfers.push(begun.elapsed().as_secs_f64());
        }
        table.row(
            format!("{IN_FLIGHT} records in flight from one account, each tried first"),
            (IN_FLIGHT as f64, "calls"),
            Times::new(calls),
            format!("{IN_FLIGHT} bare transfers in flight"),
            Times::new(transfers),
        );
    });
}
