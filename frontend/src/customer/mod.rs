//! What the two apps of customers share: the router, the form for signing in, the field for a new
//! password, the portal's mark, and bars that say what is wrong. `entry` and `portal` never meet; what both need lives here.

mod brand;
mod new_password;
mod notice;
mod router;
mod sign_in_form;
mod wait;

pub use brand::Brand;
pub use new_password::NewPasswordField;
pub use notice::{NoticeBar, OFFLINE, online};
pub use router::{Router, use_router};
pub use sign_in_form::SignInForm;
