//! Sequences that chance seldom comes to. One that failed goes here as it was printed, and stays.

use super::cast::{Code, Contract, Who};
use super::step::{Covers, How, Idea, New, Period, Place, Seal, Step, Under};
use e2e_contracts::Part;

/// What it shows, and the steps.
pub fn scenes() -> Vec<(&'static str, Vec<Step>)> {
    vec![
        ("an upgrade of each contract", upgrades()),
        (
            "an upgrade that is called off, and one to code that is nowhere",
            not_upgraded(),
        ),
        ("who governs changes", governors()),
        ("a foreign contract may write, and may not any more", foreign()),
        ("a revoked doctor is shut out", shut_out()),
        ("a narrower consent shuts out as a revocation does", narrowed()),
    ]
}

fn propose(by: Who, idea: Idea) -> Step {
    let short = false;
    Step::Propose { by, idea, short }
}

fn approve(by: Who) -> Step {
    Step::Approve { by, back: 0 }
}

fn write(by: Who, content: u32, under: Under) -> Step {
    Step::Write {
        by,
        patient: Who::Patient,
        how: How::New,
        record: New {
            at: Place::Of(content),
            under,
        },
    }
}

fn grant(covers: Covers) -> Step {
    Step::Grant {
        by: Who::Patient,
        doctor: Who::Doctor,
        covers,
        period: Period::Days(60),
        seal: Seal::Right,
    }
}

/// Too early, then in time; the new code does what the old did, and the old can come back.
fn upgrades() -> Vec<Step> {
    let mut steps = vec![write(Who::Patient, 1, Under::Generation(0))];
    for code in [Code::Other, Code::First] {
        for part in Part::ALL {
            steps.extend([
                propose(Who::Admin, Idea::Upgrade(part, code)),
                approve(Who::OtherAdmin),
            ]);
        }
        let all = || {
            (0..4).map(|back| Step::CarryOut {
                by: Who::ThirdAdmin,
                back,
            })
        };
        steps.extend(all());
        steps.push(Step::Wait { hours: 24 * 7 });
        steps.extend(all());
        steps.push(write(Who::Patient, 2, Under::Generation(0)));
        steps.push(Step::Erase {
            by: Who::Patient,
            number: 2,
        });
    }
    steps
}

fn not_upgraded() -> Vec<Step> {
    vec![
        propose(Who::Admin, Idea::Upgrade(Part::Patient, Code::Other)),
        approve(Who::OtherAdmin),
        // The third is not asked: it has what it needs.
        approve(Who::ThirdAdmin),
        Step::Withdraw {
            by: Who::Admin,
            back: 0,
        },
        Step::Wait { hours: 24 * 8 },
        Step::CarryOut {
            by: Who::OtherAdmin,
            back: 0,
        },
        propose(Who::Admin, Idea::Upgrade(Part::Audit, Code::Unknown)),
        approve(Who::ThirdAdmin),
        Step::Wait { hours: 24 * 8 },
        Step::CarryOut {
            by: Who::OtherAdmin,
            back: 0,
        },
        Step::Wait { hours: 24 * 14 },
        Step::CarryOut {
            by: Who::OtherAdmin,
            back: 0,
        },
    ]
}

/// Who is no admin any more does not count; the quorum comes down with the last but one; one admin decides alone.
fn governors() -> Vec<Step> {
    let parameters = |quorum, page| Idea::Parameters {
        open: true,
        days: 30,
        page,
        quorum,
        notice_s: 604_900,
    };
    vec![
        propose(Who::Admin, parameters(3, 50)),
        approve(Who::OtherAdmin),
        propose(Who::ThirdAdmin, Idea::Remove(Who::Admin)),
        approve(Who::OtherAdmin),
        approve(Who::Admin),
        // Two are left, and two it takes now.
        propose(Who::OtherAdmin, Idea::Remove(Who::ThirdAdmin)),
        approve(Who::Admin),
        approve(Who::ThirdAdmin),
        propose(Who::OtherAdmin, Idea::Remove(Who::OtherAdmin)),
        propose(Who::OtherAdmin, parameters(1, 7)),
        propose(Who::OtherAdmin, Idea::LogPage(7)),
        propose(Who::OtherAdmin, Idea::Add(Who::Stranger)),
        propose(Who::Stranger, Idea::Add(Who::Admin)),
        Step::Propose {
            by: Who::Stranger,
            idea: parameters(4, 7),
            short: true,
        },
        Step::Propose {
            by: Who::Stranger,
            idea: parameters(2, 7),
            short: true,
        },
        propose(Who::Stranger, Idea::Add(Who::Doctor)),
        Step::Wait { hours: 24 * 14 },
        approve(Who::Admin),
        propose(Who::Admin, Idea::Add(Who::Doctor)),
        Step::Withdraw {
            by: Who::Admin,
            back: 0,
        },
        approve(Who::Stranger),
    ]
}

fn foreign() -> Vec<Step> {
    let log = |list| Step::Foreign {
        by: Who::Doctor,
        list,
    };
    vec![
        log(None),
        propose(Who::Admin, Idea::Authorize(Contract::Foreign)),
        approve(Who::OtherAdmin),
        log(None),
        log(Some(2)),
        log(Some(0)),
        log(Some(33)),
        propose(Who::Admin, Idea::Authorize(Contract::Foreign)),
        approve(Who::OtherAdmin),
        propose(Who::Admin, Idea::Deauthorize(Contract::Own(Part::Doctor))),
        propose(Who::Admin, Idea::Deauthorize(Contract::Foreign)),
        approve(Who::OtherAdmin),
        log(Some(2)),
    ]
}

fn shut_out() -> Vec<Step> {
    vec![
        write(Who::Patient, 1, Under::Generation(0)),
        grant(Covers::All { beside: 0 }),
        write(Who::Doctor, 2, Under::Generation(0)),
        Step::Revoke {
            by: Who::Patient,
            doctor: Who::Doctor,
        },
        write(Who::Patient, 3, Under::Generation(0)),
        grant(Covers::All { beside: 0 }),
        Step::Rotate {
            by: Who::Patient,
            beside: 0,
            link: 2,
        },
        write(Who::Patient, 3, Under::Generation(0)),
        grant(Covers::All { beside: 0 }),
        Step::Rotate {
            by: Who::Patient,
            beside: 0,
            link: 3,
        },
        Step::Rewrap {
            by: Who::Patient,
            doctors: vec![Who::Doctor],
            beside: 0,
        },
        write(Who::Doctor, 4, Under::Generation(0)),
        Step::RenewLink {
            by: Who::Patient,
            generation: 2,
            link: 9,
        },
    ]
}

fn narrowed() -> Vec<Step> {
    vec![
        write(Who::Patient, 1, Under::Generation(0)),
        grant(Covers::All { beside: 0 }),
        grant(Covers::Some(vec![0, 1])),
        write(Who::Patient, 2, Under::Generation(0)),
        Step::Write {
            by: Who::Doctor,
            patient: Who::Patient,
            how: How::About(1),
            record: New {
                at: Place::Of(3),
                under: Under::Pairwise,
            },
        },
        Step::Rotate {
            by: Who::Patient,
            beside: 0,
            link: 2,
        },
        Step::Reseal {
            by: Who::Patient,
            records: vec![(1, None), (2, Some(Place::Of(5)))],
            beside: 0,
        },
        Step::Open {
            by: Who::Doctor,
            patient: Who::Patient,
            number: 2,
        },
        Step::Erase {
            by: Who::Patient,
            number: 2,
        },
    ]
}
