//! Members of staff as principals: any user, one holding a permission, and one who showed just now that it is
//! still them.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use openapi::id::{SessionId, UserId};
use openapi::problem::ProblemCode;
use openapi::users::Permission;

use crate::db::Json;
use crate::error::{Error, Result};

/// A signed-in user, whatever the role permits.
#[derive(Debug, Clone)]
pub struct SignedInUser {
    pub(in crate::auth) session: SessionId,
    pub(in crate::auth) user: UserId,
    pub(in crate::auth) name: String,
    pub(in crate::auth) email: String,
    pub(in crate::auth) role: String,
    pub(in crate::auth) permissions: Vec<Permission>,
    pub(in crate::auth) is_confirmed: bool,
}

/// A user holding permission `P`.
#[derive(Debug, Clone)]
pub struct Staff<P> {
    user: SignedInUser,
    permission: PhantomData<P>,
}

/// A user holding permission `P` who showed within the last ten minutes that they know their password: for
/// what a session left open, or stolen, must not do.
#[derive(Debug, Clone)]
pub struct Confirmed<P>(Staff<P>);

impl<P> Confirmed<P> {
    /// The user, where only the body tells that confirming is needed.
    ///
    /// # Errors
    /// `ConfirmationNeeded`.
    pub fn of(staff: Staff<P>) -> Result<Self> {
        match staff.is_confirmed {
            true => Ok(Confirmed(staff)),
            false => Err(Error::refused(
                ProblemCode::ConfirmationNeeded,
                "Confirm with your password that it is you, and send this again.",
            )),
        }
    }
}

impl<P> std::ops::Deref for Confirmed<P> {
    type Target = Staff<P>;
    fn deref(&self) -> &Staff<P> {
        &self.0
    }
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

impl<P: Needs> FromRequest for Confirmed<P> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let staff = Staff::<P>::from_request(request, payload).into_inner();
        ready(staff.and_then(Confirmed::of))
    }
}
