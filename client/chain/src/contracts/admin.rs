//! The admin contract: who governs, the parameters, the pause, where the other contracts are.

use super::message::{Message, Query, messages};
use medink_types::{AccountId, Contracts, Page, Role, Roles, Standing, SystemParameters};

messages! { "admin";
    /// Constructor data: the deployer becomes the first admin. `parameters.paused` must be false.
    make new(parameters: SystemParameters);
    /// Makes an account an admin. By admins.
    change add_admin(account: AccountId) -> ();
    /// Takes the admin role from an account; the last admin stays. By admins.
    change remove_admin(account: AccountId) -> ();
    /// Whether an account is an admin.
    read is_admin(account: AccountId) -> bool;
    /// The admins, a page at a time.
    ask admins(start: u64, limit: u32) -> Page<AccountId>;
    /// The roles of an account.
    read roles(account: AccountId) -> Roles;
    /// Whether an account has a role.
    read validate_access(account: AccountId, role: Role) -> bool;
    /// The parameters and an account's roles at once, as the other contracts ask for them.
    read standing(account: AccountId) -> Standing;
    /// Sets the parameters for all contracts; `paused` has to be as it is. By admins.
    change update_system_parameters(parameters: SystemParameters) -> ();
    /// The parameters for all contracts.
    read system_parameters() -> SystemParameters;
    /// Refuses every change but the admins' own from now on. By admins.
    change pause() -> ();
    /// Ends a pause. By admins.
    change resume() -> ();
    /// Says where the other three contracts are. By admins, once.
    change register_contracts(contracts: Contracts) -> ();
    /// Where the other three contracts are; none while the deployment is unfinished.
    read contracts() -> Option<Contracts>;
    /// Gives or takes a doctor's or patient's role. By the doctor and patient contracts only.
    change set_role(actor: AccountId, account: AccountId, role: Role, held: bool) -> ();
}
