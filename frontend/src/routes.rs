//! Every address of a portal, of its entry and its inside, as a function. (The console keeps its own in `console::paths`.)

use openapi::id::TicketId;

use crate::api::query::percent_encode;

/// The addresses of one portal, by its slug.
pub mod portal {
    use super::*;

    /// Where a portal begins; leads to the tickets.
    pub fn home(slug: &str) -> String {
        format!("/{slug}")
    }

    /// Sign in.
    pub fn sign_in(slug: &str) -> String {
        format!("/{slug}/sign-in")
    }

    /// Sign in and go on to `return_to`.
    pub fn sign_in_to(slug: &str, return_to: &str) -> String {
        format!("/{slug}/sign-in?return_to={}", percent_encode(return_to))
    }

    /// Ask for a link to set a new password.
    pub fn forgot(slug: &str) -> String {
        format!("/{slug}/forgot")
    }

    /// Register.
    pub fn register(slug: &str) -> String {
        format!("/{slug}/register")
    }

    /// Ask for a link that signs in.
    pub fn sign_in_link(slug: &str) -> String {
        format!("/{slug}/sign-in-link")
    }

    /// After signing out.
    pub fn signed_out(slug: &str) -> String {
        format!("/{slug}/signed-out")
    }

    /// The ticket list.
    pub fn tickets(slug: &str) -> String {
        format!("/{slug}/tickets")
    }

    /// One ticket.
    pub fn ticket(slug: &str, id: TicketId) -> String {
        format!("/{slug}/tickets/{id}")
    }

    /// One ticket, just filed.
    pub fn filed_ticket(slug: &str, id: TicketId) -> String {
        format!("/{slug}/tickets/{id}?filed=1")
    }

    /// A new ticket.
    pub fn new_ticket(slug: &str) -> String {
        format!("/{slug}/tickets/new")
    }

    /// The customer's own page.
    pub fn account(slug: &str) -> String {
        format!("/{slug}/account")
    }

    /// What is at an address.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Page {
        /// Leads on.
        Home,
        /// Sign in.
        SignIn,
        /// Ask for a link to set a new password.
        Forgot,
        /// Set a password by a mailed link.
        SetPassword,
        /// Register.
        Register,
        /// Confirm a registration by a mailed link.
        Verify,
        /// Ask for a link that signs in, or sign in by it.
        SignInLink,
        /// Confirm a new e-mail address by a mailed link.
        ConfirmEmail,
        /// After signing out.
        SignedOut,
        /// The ticket list.
        Tickets,
        /// A new ticket.
        NewTicket,
        /// One ticket.
        Ticket(TicketId),
        /// The customer's own page.
        Account,
        /// Opens a preview that the console started.
        Preview,
        /// Nothing.
        Nowhere,
    }

    impl Page {
        /// What is at `path` in the portal `slug`.
        pub fn parse(slug: &str, path: &str) -> Self {
            let mut segments = path.split('/').filter(|segment| !segment.is_empty());
            if segments.next() != Some(slug) {
                return Self::Nowhere;
            }
            match (segments.next(), segments.next(), segments.next()) {
                (None, ..) => Self::Home,
                (Some("sign-in"), None, _) => Self::SignIn,
                (Some("forgot"), None, _) => Self::Forgot,
                (Some("set-password"), None, _) => Self::SetPassword,
                (Some("register"), None, _) => Self::Register,
                (Some("verify"), None, _) => Self::Verify,
                (Some("sign-in-link"), None, _) => Self::SignInLink,
                (Some("confirm-email"), None, _) => Self::ConfirmEmail,
                (Some("signed-out"), None, _) => Self::SignedOut,
                (Some("account"), None, _) => Self::Account,
                (Some("preview"), None, _) => Self::Preview,
                (Some("tickets"), None, _) => Self::Tickets,
                (Some("tickets"), Some("new"), None) => Self::NewTicket,
                (Some("tickets"), Some(id), None) => id.parse().map_or(Self::Nowhere, Self::Ticket),
                _ => Self::Nowhere,
            }
        }

        /// Whether the entry app shows it, also to whoever is signed in but for the sign-in page.
        pub fn is_entry(self) -> bool {
            use Page as P;
            let mailed = matches!(self, P::SetPassword | P::Verify | P::SignInLink | P::ConfirmEmail | P::Preview);
            mailed || matches!(self, P::SignIn | P::Register | P::Forgot | P::SignedOut)
        }

        /// Whether the portal app shows it.
        pub fn is_inside(self) -> bool {
            matches!(self, Self::Home | Self::Tickets | Self::NewTicket | Self::Ticket(_) | Self::Account)
        }
    }
}

/// Whether `path` may be gone to after signing in: a path of this origin and nothing that a browser could
/// take for another one.
pub fn is_own_path(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next() == Some('/')
        && !matches!(characters.next(), Some('/' | '\\'))
        && !path.chars().any(|c| c.is_control() || c == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn return_to_never_leaves_the_origin() {
        for good in ["/", "/support/tickets", "/support/tickets/1042?x=//y#z"] {
            assert!(is_own_path(good), "{good}");
        }
        for bad in [
            "",
            "support",
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "https://evil.test",
            "javascript:alert(1)",
            "/\t/evil.test",
            "/a\\b",
            "/\n/evil.test",
            " /support",
            "\u{0}/support",
        ] {
            assert!(!is_own_path(bad), "{bad:?}");
        }
    }

    #[test]
    fn every_address_leads_to_its_page() {
        use super::portal::*;
        let id = TicketId(1042);
        for (address, page) in [
            (home("s"), Page::Home),
            (sign_in("s"), Page::SignIn),
            (forgot("s"), Page::Forgot),
            (tickets("s"), Page::Tickets),
            (new_ticket("s"), Page::NewTicket),
            (ticket("s", id), Page::Ticket(id)),
            (account("s"), Page::Account),
            ("/s/set-password/".into(), Page::SetPassword),
            (register("s"), Page::Register),
            (sign_in_link("s"), Page::SignInLink),
            (signed_out("s"), Page::SignedOut),
            ("/s/preview".into(), Page::Preview),
            ("/s/tickets/x".into(), Page::Nowhere),
            ("/s/tickets/1/2".into(), Page::Nowhere),
            ("/t/tickets".into(), Page::Nowhere),
            ("/s/nope".into(), Page::Nowhere),
        ] {
            assert_eq!(Page::parse("s", &address), page, "{address}");
        }
    }

    /// The server chooses the app by the same list.
    #[test]
    fn the_entry_app_has_a_page_for_each_of_its_addresses() {
        for name in openapi::portals::entry::PAGES {
            let page = portal::Page::parse("s", &format!("/s/{name}"));
            assert!(page.is_entry() && !page.is_inside(), "{name}");
        }
        assert!(!portal::Page::Nowhere.is_entry() && !portal::Page::SignIn.is_inside());
    }

    #[test]
    fn return_to_is_escaped() {
        assert_eq!(
            portal::sign_in_to("support", "/support/tickets?q=a&b"),
            "/support/sign-in?return_to=%2Fsupport%2Ftickets%3Fq%3Da%26b"
        );
    }
}
