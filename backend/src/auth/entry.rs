//! Ways in that a domain may not offer. What is not offered does not exist, whatever the request says;
//! a handler names the way first and is not reached otherwise.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::principal::Portal;
use crate::error::{Error, Result};

macro_rules! ways_in {
    ($($(#[$doc:meta])* $name:ident = $allowed:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(Portal);

        impl Deref for $name {
            type Target = Portal;
            fn deref(&self) -> &Portal {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = Error;
            type Future = Ready<Result<Self>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let portal = Portal::from_request(request, payload).into_inner();
                ready(portal.and_then(|portal| match portal.$allowed {
                    true => Ok($name(portal)),
                    false => Err(Error::not_found()),
                }))
            }
        }
    )*};
}

ways_in! {
    /// A portal where strangers may register.
    SelfRegistration = self_registration,
    /// A portal where a link to sign in can be mailed.
    MagicLink = magic_link,
}
