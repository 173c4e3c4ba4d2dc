//! Companies: the list, one company with contacts and tickets, and new ones.

mod index;
mod new;
mod picker;
mod record;

pub use index::CompaniesPage;
pub use picker::CompanyPicker;
pub use record::CompanyPage;
