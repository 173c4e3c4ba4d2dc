//! What the e-mails to customers say: as a domain words them, or as Portico does. The mails themselves are
//! written where something happens, with what is named here.

pub mod change;
pub mod console;
pub mod read;
pub mod sample;
pub mod words;
pub mod write;
