//! What can hurt everybody takes the approval of several admins.

use super::governed;
use e2e_system::people::{ADMIN, CUDDY, GRACE, address};
use medink_core::Kind;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

#[test]
fn two_admins_decide_together() {
    let machine = governed("");
    let admins = || {
        machine.medink("admin list").ok()["admins"]
            .as_array()
            .unwrap()
            .len()
    };
    let proposals = || machine.medink("admin proposals").ok()["proposals"].clone();
    assert_eq!((admins(), proposals()), (2, json!([])));

    // Trying it proposes nothing.
    let add = format!("admin add {CUDDY}");
    machine.medink(&add).arg("--dry-run").acting(ADMIN).ok();
    assert_eq!(proposals(), json!([]));
    machine.medink("admin proposals --dry-run").fails(Kind::Usage);

    let made = machine.medink(&add).acting(ADMIN).ok();
    assert_eq!((&made["done"], &made["proposal"]), (&json!(false), &json!(1)));
    assert_eq!(admins(), 2);
    let listed = proposals();
    let first = &listed[0];
    let expected = json!({
        "number": 1, "state": "open", "what": format!("make {} an admin", address(CUDDY)), "by": address(ADMIN),
        "approved_by": [address(ADMIN)], "approvals": 1, "quorum": 2,
        "made_ms": first["made_ms"], "expires_ms": first["expires_ms"], "not_before_ms": null,
    });
    assert_eq!(first, &expected);
    machine
        .medink("admin approve 1")
        .acting(ADMIN)
        .fails(Kind::Refused);
    machine
        .medink("admin approve 1")
        .acting(CUDDY)
        .fails(Kind::Refused)
        .says("an admin");
    machine
        .medink("admin approve 9")
        .acting(GRACE)
        .fails(Kind::Refused);

    let approved = machine.medink("admin approve 1").acting(GRACE).ok();
    assert_eq!((&approved["done"], admins()), (&json!(true), 3));
    assert_eq!(proposals()[0]["state"], "carried out");
}

#[test]
fn tables_of_log_and_proposals_fit_the_terminal() {
    let machine = governed("");
    machine.medink(&format!("admin add {CUDDY}")).acting(ADMIN).ok();
    // No action has a longer name.
    machine
        .medink("params set --self-registration true")
        .acting(ADMIN)
        .ok();
    machine.medink("admin approve 2").acting(GRACE).ok();
    for (words, last) in [("audit list", "self-reg"), ("admin proposals", "make ")] {
        let seen = machine.medink(words).at_a_terminal(80).wait().ended_with(0);
        for line in seen.screen.lines() {
            assert!(line.width() <= 80, "{} wide\n{seen}", line.width());
        }
        assert!(seen.screen.contains(last), "{seen}");
        let wide = machine
            .medink(&format!("{words} --wide"))
            .at_a_terminal(80)
            .wait()
            .ended_with(0);
        assert!(wide.screen.lines().any(|line| line.width() > 80), "{wide}");
    }
    let wide = machine.medink("audit list --wide").at_a_terminal(80).wait();
    assert!(wide.screen.contains("SystemParametersUpdated"), "{wide}");
}

/// What waits for a second approval when the quorum comes down to one is carried out by any admin.
#[test]
fn what_a_lower_quorum_leaves_waiting_is_carried_out() {
    let machine = governed("");
    let state = || machine.medink("admin proposals").ok()["proposals"][1]["state"].clone();
    machine.medink(&format!("admin add {CUDDY}")).acting(ADMIN).ok();
    machine.medink("params set --quorum 1").acting(ADMIN).ok();
    assert_eq!(state(), "open");
    machine
        .medink("admin carry-out 1")
        .acting(GRACE)
        .fails(Kind::Refused)
        .says("the approval of 2");
    machine.medink("admin approve 2").acting(GRACE).ok();
    assert_eq!(state(), "ready");
    machine
        .medink("admin approve 1")
        .acting(ADMIN)
        .fails(Kind::Refused)
        .says("carry it out");
    let done = machine.medink("admin carry-out 1").acting(ADMIN).ok();
    assert_eq!((&done["done"], state()), (&json!(true), json!("carried out")));
    let admins = machine.medink("admin list").ok();
    assert_eq!(admins["admins"].as_array().unwrap().len(), 3);
}

#[test]
fn parameters_take_the_quorum_and_a_notice_is_only_raised() {
    let machine = governed("--upgrade-notice 2d");
    let shown = machine.medink("params show").ok();
    assert_eq!(
        (&shown["quorum"], &shown["upgrade_notice_s"]),
        (&json!(2), &json!(172_800))
    );
    let set = |words: &str| machine.medink(&format!("params set {words}")).acting(ADMIN);
    set("--upgrade-notice 47h")
        .fails(Kind::Usage)
        .says("only be raised");
    set("--upgrade-notice 3").fails(Kind::Usage).says("with its unit");

    let made = set("--upgrade-notice 3d --max-page 20").ok();
    assert_eq!(
        (&made["proposals"], &made["upgrade_notice_s"]),
        (&json!([1]), &json!(172_800))
    );
    machine.medink("admin withdraw 1").acting(ADMIN).ok();
    let state = |number: usize| {
        let listed = machine.medink("admin proposals --last 1").ok();
        let newest: &Value = &listed["proposals"][0];
        assert_eq!(newest["number"], json!(number));
        newest["state"].clone()
    };
    assert_eq!(state(1), "called off");
    machine
        .medink("admin approve 1")
        .acting(GRACE)
        .fails(Kind::Refused);

    assert_eq!(set("--upgrade-notice 3d").ok()["proposals"], json!([2]));
    machine.medink("admin approve 2").acting(GRACE).ok();
    assert_eq!(state(2), "carried out");
    assert_eq!(machine.medink("params show").ok()["upgrade_notice_s"], 259_200);

    // A danger is ended by one alone, and everybody is told until when.
    assert_eq!(machine.medink("status").ok()["paused_until_ms"], Value::Null);
    machine.medink("admin pause").acting(GRACE).ok();
    assert!(machine.medink("status").ok()["paused_until_ms"].is_u64());
    machine.medink("admin resume").acting(ADMIN).ok();
    assert_eq!(machine.medink("status").ok()["paused_until_ms"], Value::Null);
}
