//! Attacks on the panels: what a site in another tab, another program of the machine, a document, or a neighbour at the
//! same keyboard could try. Each clause of the panels' safety has its attack here, on the real program.

mod documents;
mod neighbours;
mod pages;
mod sessions;
mod uploads;
mod words;

use e2e_system::http::Browser;
use e2e_system::{Machine, Panels};

/// A machine without a node, and a browser that was let in: enough for what never reaches the chain.
fn lone() -> (Machine, Panels, Browser) {
    let machine = Machine::new();
    let panels = Panels::start_without_node(&machine);
    let browser = Browser::enter(&panels.invitation());
    (machine, panels, browser)
}
