//! Portico's own words in Spanish.

use super::Words;
use openapi::domains::mails::MailKind;

/// Minutes, hours and days, one and many.
pub const UNITS: [(&str, &str); 3] = [("minuto", "minutos"), ("hora", "horas"), ("día", "días")];

/// Subject and body of every mail.
pub const WORDS: Words = [
    (
        MailKind::Registration,
        "Su acceso a {{portal.name}}",
        "Hola, {{contact.name}}:\n\nen {{portal.name}} puede seguir sus solicitudes: leer nuestras respuestas, contestar y \
         enviar solicitudes nuevas. Para empezar, elija una contraseña:\n\n[Elegir una contraseña]({{link}})\n\nEl enlace \
         es válido durante {{expires}} y funciona una sola vez. Si no esperaba este mensaje, puede ignorarlo.",
    ),
    (
        MailKind::Verify,
        "Confirme su dirección de correo para {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien, probablemente usted, se ha registrado en {{portal.name}} con esta dirección de \
         correo. Confirme que es suya:\n\n[Confirmar mi dirección]({{link}})\n\nEl enlace es válido durante {{expires}} y \
         funciona una sola vez. Si no ha sido usted, ignore este mensaje: sin la confirmación no ocurre nada.",
    ),
    (
        MailKind::KnownAccount,
        "Ya tiene una cuenta en {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien, probablemente usted, se ha registrado en {{portal.name}} con esta dirección de \
         correo. Ya tiene una cuenta; no se ha cambiado nada.\n\n[Iniciar sesión]({{link}})\n\nSi ya no recuerda su \
         contraseña, elija una nueva:\n\n\
         [Elegir una contraseña nueva]({{reset_link}})",
    ),
    (
        MailKind::PasswordReset,
        "Elija una contraseña nueva para {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien, probablemente usted, ha pedido una contraseña nueva para \
         {{portal.name}}.\n\n[Elegir una contraseña nueva]({{link}})\n\nEl enlace es válido durante {{expires}} y funciona \
         una sola vez. Si no ha sido usted, ignore este mensaje: su contraseña no cambia.",
    ),
    (
        MailKind::PasswordChanged,
        "Se ha cambiado su contraseña de {{portal.name}}",
        "Hola, {{contact.name}}:\n\nse ha cambiado su contraseña de {{portal.name}} y se ha cerrado su sesión en todos los \
         demás sitios.\n\nSi no ha sido usted, elija una nueva de inmediato:\n\n[Elegir una contraseña \
         nueva]({{reset_link}})",
    ),
    (
        MailKind::MagicLink,
        "Inicie sesión en {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien, probablemente usted, ha pedido iniciar sesión en {{portal.name}}.\n\n[Iniciar \
         sesión]({{link}})\n\nEl enlace es válido durante {{expires}} y funciona una sola vez. Si no ha sido usted, ignore \
         este mensaje.",
    ),
    (
        MailKind::EmailChange,
        "Confirme su nueva dirección de correo para {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien, probablemente usted, ha pedido usar esta dirección de correo para \
         {{portal.name}} a partir de ahora. Confirme que es suya:\n\n[Confirmar mi dirección]({{link}})\n\nEl enlace es \
         válido durante {{expires}} y funciona una sola vez. Si no ha sido usted, ignore este mensaje: no cambia nada.",
    ),
    (
        MailKind::EmailChangeAsked,
        "Alguien ha pedido cambiar su dirección de correo en {{portal.name}}",
        "Hola, {{contact.name}}:\n\nalguien que ha iniciado sesión con su cuenta ha pedido cambiar la dirección de correo \
         de su cuenta de {{portal.name}} a {{email.new}}. No cambia nada hasta que se confirme desde la dirección \
         nueva.\n\nSi no ha sido usted, cambie ahora su contraseña y escríbanos.",
    ),
    (
        MailKind::EmailTaken,
        "Esta dirección de correo ya se usa en {{portal.name}}",
        "Hola:\n\nalguien ha pedido usar esta dirección de correo para otra cuenta de {{portal.name}}. Ya pertenece a una \
         cuenta, así que no se ha cambiado nada.\n\nSi ha sido usted, inicie sesión con esta dirección o escríbanos y lo \
         revisaremos.",
    ),
    (
        MailKind::EmailChanged,
        "Se ha cambiado su dirección de correo en {{portal.name}}",
        "Hola, {{contact.name}}:\n\na partir de ahora inicia sesión en {{portal.name}} como {{email.new}}, y allí enviamos \
         nuestras respuestas. Hasta ahora era {{email.old}}.\n\nSi no ha sido usted, escríbanos de inmediato.",
    ),
    (
        MailKind::ReplyNotification,
        "Re: {{ticket.subject}} [#{{ticket.number}}]",
        "{{reply.author}} ha respondido a su solicitud #{{ticket.number}} «{{ticket.subject}}»:\n\n{{reply.text}}\n\n\
         Archivos: {{reply.files}}\n\n[Leer toda la conversación y responder]({{link}})",
    ),
];
