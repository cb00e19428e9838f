//! Keys, accounts and sealed formats of medink; knows neither chain nor store
