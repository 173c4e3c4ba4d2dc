//! Principals: the types that say who is asking. A handler names one as its first argument or
//! serves nobody in particular. Their fields are private, so only this room can make them.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use openapi::id::{CompanyId, ContactId, DomainId, InboxId, MembershipId, PipelineId, PortalId, SessionId, UserId};
use openapi::problem::ProblemCode;
use openapi::users::Permission;

use super::gate::Tickets;
use super::time_limits::TimeLimits;
use crate::db::{Json, Ts};
use crate::error::{Error, Result};

/// A contact signed in to one portal.
#[derive(Debug, Clone)]
pub struct Customer {
    pub(super) session: SessionId,
    pub(super) membership: MembershipId,
    pub(super) contact: ContactId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) organization: Option<(CompanyId, String)>,
    pub(super) preview: Option<UserId>,
    pub(super) at: Ts,
    pub(super) limits: TimeLimits,
    pub(super) portal: Portal,
}

/// A contact who is signed in to a portal that is not, or no longer, meant for it. Nothing but
/// signing out is open to it.
#[derive(Debug, Clone)]
pub struct Outsider {
    pub(super) name: String,
    pub(super) email: String,
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
    /// BCP 47 tag of its language.
    pub language: String,
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
    pub(super) fn outside() -> Error {
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

/// A signed-in user, whatever the role permits.
#[derive(Debug, Clone)]
pub struct SignedInUser {
    pub(super) session: SessionId,
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: String,
    pub(super) permissions: Vec<Permission>,
}

/// A user holding permission `P`.
#[derive(Debug, Clone)]
pub struct Staff<P> {
    user: SignedInUser,
    permission: PhantomData<P>,
}

impl<P> std::ops::Deref for Staff<P> {
    type Target = SignedInUser;
    fn deref(&self) -> &SignedInUser {
        &self.user
    }
}

impl SignedInUser {
    /// The session.
    pub fn session(&self) -> SessionId {
        self.session
    }
    /// The user.
    pub fn id(&self) -> UserId {
        self.user
    }
    /// The user's name.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The user's e-mail address.
    pub fn email(&self) -> &str {
        &self.email
    }
    /// As the contract shows it.
    pub fn me(&self) -> openapi::users::Me {
        openapi::users::Me {
            id: self.user,
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role.clone(),
            permissions: self.permissions.clone(),
        }
    }
    /// Whether the role permits it.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// The permissions of a role as stored. A word that this version does not know, because a newer one
/// wrote it, takes nothing from the others.
pub fn permissions(stored: Json) -> Vec<Permission> {
    let words: Vec<serde_json::Value> = stored.read().unwrap_or_default();
    words.into_iter().filter_map(|word| serde_json::from_value(word).ok()).collect()
}

/// A permission as a type, for [`Staff`].
pub trait Needs: 'static {
    /// The permission; `None` where any will do.
    const PERMISSION: Option<Permission>;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $permission:expr),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Needs for $name {
            const PERMISSION: Option<Permission> = $permission;
        }
    )*};
}

permissions! {
    /// Any signed-in user.
    AnyPermission = None,
    /// [`Permission::TicketsView`].
    TicketsView = Some(Permission::TicketsView),
    /// [`Permission::TicketsEdit`].
    TicketsEdit = Some(Permission::TicketsEdit),
    /// [`Permission::ContactsView`].
    ContactsView = Some(Permission::ContactsView),
    /// [`Permission::ContactsEdit`].
    ContactsEdit = Some(Permission::ContactsEdit),
    /// [`Permission::Settings`].
    Settings = Some(Permission::Settings),
    /// [`Permission::CustomerPortalSettings`].
    CustomerPortalSettings = Some(Permission::CustomerPortalSettings),
    /// [`Permission::PrivateContentSettings`].
    PrivateContentSettings = Some(Permission::PrivateContentSettings),
    /// [`Permission::Audit`].
    Audit = Some(Permission::Audit),
}

/// Whoever is signed in, inside or outside. For signing out.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn;

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let extensions = request.extensions();
        let there = extensions.contains::<Customer>() || extensions.contains::<Outsider>();
        ready(if there { Ok(SignedIn) } else { Err(Error::unauthenticated()) })
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

impl<P: Needs> FromRequest for Staff<P> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(user) = request.extensions().get::<SignedInUser>().cloned() else {
            return ready(Err(Error::unauthenticated()));
        };
        ready(match P::PERMISSION {
            Some(permission) if !user.may(permission) => Err(Error::refused(
                ProblemCode::Forbidden,
                "Your role does not permit this. Ask an administrator of your account.",
            )),
            _ => Ok(Staff { user, permission: PhantomData }),
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
