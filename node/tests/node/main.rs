//! The node from outside: the real binary, as it is started, asked and stopped.

mod disk;
mod frames;
mod lifecycle;
mod network;
mod origins;
mod process;
mod remark;
mod room;
