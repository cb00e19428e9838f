//! The ledger: the Chain trait and its implementation over subxt
