//! The settings, an app of its own within the console's frame: portals, private content, the mail log,
//! importing tickets, and the audit log.

mod audit;
mod frame;
mod import;
mod import_form;
mod imports;
mod mail;
mod mail_log;
mod outbox;
mod pages;
mod portal;
mod private;
mod progress;

use audit::AuditLogPage;
pub use frame::settings_home;
use import::ImportPage;
use imports::ImportsPage;
use mail::MailPage;
use mail_log::MailLogPage;
pub use pages::start;
use portal::{PortalPage, PortalsPage};
use private::{PrivateContentPage, PrivateContentsPage};
