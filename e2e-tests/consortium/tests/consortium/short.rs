//! What every run of the tests looks at: four hospitals, a validator that is killed, a store that is killed, a network that is
//! cut in two halves and made whole.

use e2e_consortium::load::{self, Person, Ward};
use e2e_consortium::{Book, Consortium, Plan, within};
use nix::sys::signal::Signal;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(180);

#[test]
fn four_hospitals_work_on_while_one_node_and_one_store_fail_and_wait_while_they_are_two_halves() {
    let mut all = Consortium::begin(&Plan {
        clinics: 4,
        stores: 3,
        session: 20,
        ..Plan::default()
    });
    all.deploy();
    let book = Book::default();
    let ward = Ward::open(&all, &book, "ada", [2, 3, 4]);
    let grace = Person::register(&all, "patient", 3, "grace");
    assert!(ward.add(&book, 0), "{}", book.tell());
    ward.read(&book);

    // One of four nodes, and one of three stores, are gone: nobody waits for them.
    let before = book.records();
    load::during(std::slice::from_ref(&ward), &book, 1, || {
        all.clinic_mut(4).validator.kill();
        all.clinic_mut(1).daemon.as_mut().unwrap().kill();
        within(LONG, "two more records are acknowledged", || {
            (book.records() >= before + 2).then_some(())
        });
        all.clinic_mut(4).validator.run();
        all.clinic_mut(1).daemon.as_mut().unwrap().run();
        all.agree();
    });

    // What keeps a store filled follows the log through all that comes.
    let keeper = all.clinic(1).machine.clone();
    let keeper = keeper.medink("store serve").start();

    // Two halves: neither has more than two thirds, so nothing is final, and both say so.
    all.lan.cut_off(&[3, 4]);
    let stands = all.final_height();
    for number in [2, 3] {
        let status = || all.clinic(number).medink("network status").ok();
        within(LONG, "each half makes blocks that are not final", || {
            (status()["behind"].as_u64() > Some(6)).then_some(())
        });
    }
    // A round of votes that was under way may have come to its end.
    let told = all.final_height();
    assert!(
        told <= stands + 3,
        "{told} is final, and was {stands} before the cut"
    );
    // Somebody in the other half adds a record at the same place of the log, into the store there alone.
    let letter = grace.machine.write("grace.txt", "letter of the other half");
    let added = grace
        .medink("record add --ipfs http://127.0.0.1:5001")
        .arg(letter)
        .start();
    let before = book.records();
    let ward_at_work = std::slice::from_ref(&ward);
    load::during(ward_at_work, &book, 1_000, || {
        let height = |number: u8| all.clinic(number).validator.heights().unwrap().0;
        let begun = height(2);
        within(LONG, "blocks go on", || (height(2) > begun + 8).then_some(()));
        assert_eq!(book.records(), before, "nothing is acknowledged meanwhile");
        all.lan.heal();
        within(LONG, "a record is acknowledged again", || {
            (book.records() > before).then_some(())
        });
    });
    let added = added.wait();
    println!("{}", book.tell());
    added.succeeded();
    // Whichever half's blocks were taken back: the store of the first half gets it by itself.
    within(LONG, "the service has brought what the other half added", || {
        let status = all.clinic(1).medink("store status").ok();
        let own = &status["stores"][0];
        (own["absent"] == 0 && own["partly"] == 0).then_some(())
    });
    keeper.signal(Signal::SIGTERM);
    keeper.wait();
    book.check(&mut all, &[ward]);
}
