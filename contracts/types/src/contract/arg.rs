//! Types of messages' arguments, as pointers: ink!'s dispatcher would move their bytes from hand to hand in every
//! message, a tenth of a contract's code. The encoding is that of what they point to, and so is the name that
//! tools show.

use alloc::boxed::Box;

/// An account.
pub type AccountId = Box<ink_primitives::AccountId>;

/// A grant.
pub type Grant = Box<crate::Grant>;

/// A signed encryption key.
pub type SignedKey = Box<crate::SignedKey>;

/// A proposal.
pub type Proposal = Box<crate::Proposal>;
