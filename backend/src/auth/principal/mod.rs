//! Principals: the types that say who is asking. A handler names one as its first argument or
//! serves nobody in particular. Their fields are private, so only this room can make them.

mod staff;

use std::future::{Ready, ready};

use actix_web::dev::{Extensions, Payload};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use openapi::id::{CompanyId, ContactId, DomainId, InboxId, MembershipId, PipelineId, PortalId, SessionId, UserId};
use openapi::problem::ProblemCode;

pub use staff::{
    AnyPermission, Audit, Confirmed, ContactsEdit, ContactsView, CustomerPortalSettings, Needs, PrivateContentSettings,
    Settings, SignedInUser, Staff, TicketsEdit, TicketsView, permissions,
};

use super::gate::Tickets;
use super::time_limits::TimeLimits;
use crate::db::Ts;
use crate::error::{Error, Result};

/// A contact signed in to one portal.
#[derive(Debug, Clone)]
pub struct Customer {
    pub(in crate::auth) session: SessionId,
    pub(in crate::auth) membership: MembershipId,
    pub(in crate::auth) contact: ContactId,
    pub(in crate::auth) name: String,
    pub(in crate::auth) email: String,
    pub(in crate::auth) organization: Option<(CompanyId, String)>,
    pub(in crate::auth) preview: Option<UserId>,
    pub(in crate::auth) at: Ts,
    pub(in crate::auth) limits: TimeLimits,
    pub(in crate::auth) portal: Portal,
}

/// A contact who is signed in to a portal that is not, or no longer, meant for it. Nothing but
/// signing out is open to it.
#[derive(Debug, Clone)]
pub struct Outsider {
    pub(in crate::auth) contact: ContactId,
    pub(in crate::auth) preview: Option<UserId>,
    pub(in crate::auth) name: String,
    pub(in crate::auth) email: String,
}

impl Outsider {
    /// The contact's name, or e-mail address where no name is known.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The contact's e-mail address.
    pub fn email(&self) -> &str {
        &self.email
    }
}

/// The portal somebody is in, as the request found it.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Its id.
    pub id: PortalId,
    /// The domain whose memberships open it.
    pub domain: DomainId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Which tickets it shows, whoever looks.
    pub tickets: Tickets,
    /// Where tickets without a conversation get one.
    pub inbox: InboxId,
    /// Which pipeline takes new tickets.
    pub pipeline: PipelineId,
    /// What a new ticket can be about.
    pub categories: Vec<String>,
    /// Whether strangers may register.
    pub self_registration: bool,
    /// Whether a link to sign in can be mailed.
    pub magic_link: bool,
}

impl Customer {
    /// What whoever may not enter is told.
    pub fn outside() -> Error {
        Error::refused(
            ProblemCode::AccessDenied,
            "This portal is for invited customers, and you are not among them. Sign in with another account, or ask \
             for access.",
        )
    }
    /// The session.
    pub fn session(&self) -> SessionId {
        self.session
    }
    /// The right to sign in that the session rests on.
    pub fn membership(&self) -> MembershipId {
        self.membership
    }
    /// The contact.
    pub fn contact(&self) -> ContactId {
        self.contact
    }
    /// The contact's name, or e-mail address where no name is known.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The contact's e-mail address.
    pub fn email(&self) -> &str {
        &self.email
    }
    /// The contact's primary company at the time of the request, where the portal shows its tickets.
    pub fn organization(&self) -> Option<(CompanyId, &str)> {
        let (id, name) = self.organization.as_ref()?;
        Some((*id, name))
    }
    /// The user who looks at the portal as this contact, and may change nothing.
    pub fn preview(&self) -> Option<UserId> {
        self.preview
    }
    /// When the request came.
    pub fn at(&self) -> Ts {
        self.at
    }
    /// How long the session lasts.
    pub fn limits(&self) -> TimeLimits {
        self.limits
    }
    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }
}

/// Whoever is signed in, inside or outside. For signing out.
#[derive(Debug, Clone)]
pub struct SignedIn {
    contact: Option<(ContactId, String)>,
}

impl SignedIn {
    /// Whom the middleware found.
    pub fn of(found: &Extensions) -> Option<Self> {
        let customer = found.get::<Customer>().map(|who| (who.contact, &who.name, who.preview));
        let outsider = found.get::<Outsider>().map(|who| (who.contact, &who.name, who.preview));
        let (contact, name, preview) = customer.or(outsider)?;
        Some(Self { contact: preview.is_none().then(|| (contact, name.clone())) })
    }

    /// The contact and its name; `None` where a user only looks at the portal as that contact.
    pub fn contact(&self) -> Option<(ContactId, &str)> {
        let (id, name) = self.contact.as_ref()?;
        Some((*id, name))
    }
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(SignedIn::of(&request.extensions()).ok_or_else(Error::unauthenticated))
    }
}

impl FromRequest for Customer {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.extensions().get::<Customer>().cloned() {
            Some(customer) => Ok(customer),
            None if request.extensions().contains::<Outsider>() => Err(Customer::outside()),
            None => Err(Error::unauthenticated()),
        })
    }
}

/// The portal that a request of nobody in particular names by host and slug.
impl FromRequest for Portal {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Portal>().cloned().ok_or_else(Portal::unavailable))
    }
}

impl Portal {
    /// No portal here, or it is turned off; nobody learns which.
    pub fn unavailable() -> Error {
        Error::refused(ProblemCode::PortalUnavailable, "There is no portal at this address, or it is not available.")
    }
}
