//! Who has which roles, and the list of the admins. Knows nothing of who may change them: the contract around
//! it does.

use ink::storage::Mapping;
use medink_types::bounds::{ADMINS, CONSENT_DAYS, PAGE, UPGRADE_NOTICE_S};
use medink_types::contract::Cells;
use medink_types::{check, AccountId, AccountPage, Error, Role, Roles, SystemParameters};

/// The roles of all accounts. Admins are counted and listed too; removing one moves the last into its place, so
/// that adding and removing cost the same however many there are.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct RoleBook {
    admin_count: u32,
    roles: Mapping<AccountId, Roles>,
    /// The admins by place, 0 to `admin_count`, and each one's place.
    admins: Mapping<u32, AccountId>,
    places: Mapping<AccountId, u32>,
}

impl RoleBook {
    /// All roles of `account`.
    pub fn roles(&self, account: &AccountId) -> Roles {
        self.roles.read(account).unwrap_or_default()
    }

    /// Whether `account` has `role`.
    pub fn has(&self, account: &AccountId, role: Role) -> bool {
        self.roles(account).has(role)
    }

    /// Gives `account` the `role` or takes it. Not for admins: they go through the list.
    pub fn set(&mut self, account: &AccountId, role: Role, held: bool) {
        let roles = self.roles(account).set(role, held);
        // Also where none is left: the cell was paid for by who gave the role, and would be paid back to who takes it.
        self.roles.write(account, &roles);
    }

    /// How many admins there are.
    pub fn admin_count(&self) -> u32 {
        self.admin_count
    }

    /// Whether `account` could be made an admin.
    ///
    /// Errors: [`Error::AlreadyAdmin`], [`Error::TooManyAdmins`].
    pub fn check_new(&self, account: &AccountId) -> Result<(), Error> {
        if self.has(account, Role::Admin) {
            return Err(Error::AlreadyAdmin);
        }
        if self.admin_count >= ADMINS {
            return Err(Error::TooManyAdmins { max: ADMINS });
        }
        Ok(())
    }

    /// Whether an admin's role could be taken.
    ///
    /// Errors: [`Error::NotAnAdmin`], [`Error::LastAdmin`].
    pub fn check_leaver(&self, account: &AccountId) -> Result<(), Error> {
        if !self.has(account, Role::Admin) {
            return Err(Error::NotAnAdmin);
        }
        if self.admin_count <= 1 {
            return Err(Error::LastAdmin);
        }
        Ok(())
    }

    /// Makes `account` an admin.
    ///
    /// Errors: as [`RoleBook::check_new`].
    pub fn add_admin(&mut self, account: &AccountId) -> Result<(), Error> {
        self.check_new(account)?;
        let place = self.admin_count;
        self.admin_count = place.checked_add(1).ok_or(Error::Overflow)?;
        self.admins.write(place, account);
        self.places.write(account, &place);
        self.set(account, Role::Admin, true);
        Ok(())
    }

    /// Takes an admin's role away.
    ///
    /// Errors: as [`RoleBook::check_leaver`].
    pub fn remove_admin(&mut self, account: &AccountId) -> Result<(), Error> {
        self.check_leaver(account)?;
        let last_place = self.admin_count.checked_sub(1).ok_or(Error::Inconsistent)?;
        let last = self.admins.read(last_place).ok_or(Error::Inconsistent)?;
        let place = self.places.read(account).ok_or(Error::Inconsistent)?;
        // What is behind the last place is never read; the cells stay, as above.
        if last != *account {
            self.admins.write(place, &last);
            self.places.write(last, &place);
        }
        self.admin_count = last_place;
        self.set(account, Role::Admin, false);
        Ok(())
    }

    /// A page of the admins, at most `max`.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn admins(&self, start: u64, limit: u32, max: u32) -> Result<AccountPage, Error> {
        AccountPage::read(start, limit, max, u64::from(self.admin_count), &mut |n| {
            u32::try_from(n)
                .ok()
                .and_then(|place| self.admins.read(place))
                .ok_or(Error::Inconsistent)
        })
    }
}

/// Whether `parameters` are in their ranges, can be satisfied by so many `admins`, and shorten no notice.
///
/// Errors: [`Error::InvalidParameter`].
pub fn check_parameters(
    parameters: &SystemParameters,
    admins: u32,
    shortest_notice_s: u32,
) -> Result<(), Error> {
    check::parameter(parameters.longest_consent_days, CONSENT_DAYS)?;
    check::parameter(parameters.max_page, PAGE)?;
    check::parameter(u32::from(parameters.quorum), admins)?;
    if !(shortest_notice_s..=UPGRADE_NOTICE_S).contains(&parameters.upgrade_notice_s) {
        return Err(Error::InvalidParameter {
            min: shortest_notice_s,
            max: UPGRADE_NOTICE_S,
        });
    }
    Ok(())
}

/// The quorum that `admins` can satisfy: `quorum`, or all of them.
pub fn satisfiable(quorum: u8, admins: u32) -> u8 {
    u8::try_from(admins).map_or(quorum, |admins| quorum.min(admins))
}
