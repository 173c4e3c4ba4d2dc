//! Portals, the domains they are on, and the account whose portals they are.

pub mod change;
pub mod console;
pub mod public;
pub mod read;
pub mod settings;
