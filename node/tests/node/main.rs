//! The node from outside: the real binary, as it is started, asked and stopped.

mod lifecycle;
mod origins;
mod process;
mod remark;
