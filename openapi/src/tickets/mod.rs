//! Words about tickets that customers and staff share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub mod console;
pub mod portal;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $label:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The word on the wire and in the database.
            pub const fn as_str(self) -> &'static str { match self { $($name::$variant => $word),* } }
            /// The word people read.
            pub const fn label(self) -> &'static str { match self { $($name::$variant => $label),* } }
            /// The value of a word, if it is one.
            pub fn parse(word: &str) -> Option<Self> { Self::ALL.iter().copied().find(|value| value.as_str() == word) }
        }
    };
}

words! {
    /// Whether a ticket is being worked on.
    TicketState {
        /// Takes replies.
        Open = "open" "Open",
        /// Takes no replies from customers.
        Closed = "closed" "Closed",
    }
}

words! {
    /// How urgent a ticket is.
    Priority {
        /// Low.
        Low = "low" "Low",
        /// Medium.
        Medium = "medium" "Medium",
        /// High.
        High = "high" "High",
        /// Urgent.
        Urgent = "urgent" "Urgent",
    }
}

words! {
    /// Where a ticket came from.
    Source {
        /// A chat.
        Chat = "chat" "Chat",
        /// An e-mail.
        Email = "email" "E-mail",
        /// A form.
        Form = "form" "Form",
        /// A call.
        Phone = "phone" "Phone",
        /// The customer portal.
        Portal = "portal" "Portal",
        /// A messenger or social network.
        Messenger = "messenger" "Messenger",
        /// The API.
        Api = "api" "API",
    }
}
