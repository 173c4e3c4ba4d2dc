//! Portico's own words in French.

use super::Words;
use openapi::domains::mails::MailKind;

/// Minutes, hours and days, one and many.
pub const UNITS: [(&str, &str); 3] = [("minute", "minutes"), ("heure", "heures"), ("jour", "jours")];

/// Subject and body of every mail.
pub const WORDS: Words = [
    (
        MailKind::Registration,
        "Votre accès à {{portal.name}}",
        "Bonjour {{contact.name}},\n\ndans {{portal.name}}, vous pouvez suivre vos demandes : lire nos réponses, y répondre \
         et en envoyer de nouvelles. Pour commencer, choisissez un mot de passe :\n\n[Choisir un mot de \
         passe]({{link}})\n\nLe lien est valable {{expires}} et ne fonctionne qu’une fois. Si vous n’attendiez pas ce \
         message, vous pouvez l’ignorer.",
    ),
    (
        MailKind::Verify,
        "Confirmez votre adresse e-mail pour {{portal.name}}",
        "Bonjour {{contact.name}},\n\nquelqu’un, sans doute vous, s’est inscrit à {{portal.name}} avec cette adresse \
         e-mail. Confirmez qu’elle est bien la vôtre :\n\n[Confirmer mon adresse]({{link}})\n\nLe lien est valable \
         {{expires}} et ne fonctionne qu’une fois. Si ce n’était pas vous, ignorez ce message : sans confirmation, rien \
         ne se passe.",
    ),
    (
        MailKind::KnownAccount,
        "Vous avez déjà un compte pour {{portal.name}}",
        "Bonjour {{contact.name}},\n\nquelqu’un, sans doute vous, s’est inscrit à {{portal.name}} avec cette adresse \
         e-mail. Vous avez déjà un compte ; rien n’a été modifié.\n\n[Se connecter]({{link}})\n\nSi vous ne connaissez \
         plus votre mot de passe, choisissez-en un nouveau :\n\n\
         [Choisir un nouveau mot de passe]({{reset_link}})",
    ),
    (
        MailKind::PasswordReset,
        "Choisissez un nouveau mot de passe pour {{portal.name}}",
        "Bonjour {{contact.name}},\n\nquelqu’un, sans doute vous, a demandé un nouveau mot de passe pour \
         {{portal.name}}.\n\n[Choisir un nouveau mot de passe]({{link}})\n\nLe lien est valable {{expires}} et ne \
         fonctionne qu’une fois. Si ce n’était pas vous, ignorez ce message : votre mot de passe ne change pas.",
    ),
    (
        MailKind::PasswordChanged,
        "Votre mot de passe pour {{portal.name}} a été modifié",
        "Bonjour {{contact.name}},\n\nvotre mot de passe pour {{portal.name}} a été modifié et vous avez été déconnecté \
         partout ailleurs.\n\nSi ce n’était pas vous, choisissez-en un nouveau immédiatement :\n\n[Choisir un nouveau mot \
         de passe]({{reset_link}})",
    ),
    (
        MailKind::MagicLink,
        "Connexion à {{portal.name}}",
        "Bonjour {{contact.name}},\n\nquelqu’un, sans doute vous, a demandé à se connecter à {{portal.name}}.\n\n[Se \
         connecter]({{link}})\n\nLe lien est valable {{expires}} et ne fonctionne qu’une fois. Si ce n’était pas vous, \
         ignorez ce message.",
    ),
    (
        MailKind::EmailChange,
        "Confirmez votre nouvelle adresse e-mail pour {{portal.name}}",
        "Bonjour {{contact.name}},\n\nquelqu’un, sans doute vous, a demandé à utiliser désormais cette adresse e-mail pour \
         {{portal.name}}. Confirmez qu’elle est bien la vôtre :\n\n[Confirmer mon adresse]({{link}})\n\nLe lien est \
         valable {{expires}} et ne fonctionne qu’une fois. Si ce n’était pas vous, ignorez ce message : rien ne change.",
    ),
    (
        MailKind::EmailChangeAsked,
        "Demande de changement de votre adresse e-mail pour {{portal.name}}",
        "Bonjour {{contact.name}},\n\nune personne connectée avec votre compte a demandé à remplacer l’adresse e-mail de \
         votre compte pour {{portal.name}} par {{email.new}}. Rien ne change tant que la nouvelle adresse n’est pas \
         confirmée.\n\nSi ce n’était pas vous, changez votre mot de passe maintenant et écrivez-nous.",
    ),
    (
        MailKind::EmailTaken,
        "Cette adresse e-mail est déjà utilisée dans {{portal.name}}",
        "Bonjour,\n\nquelqu’un a demandé à utiliser cette adresse e-mail pour un autre compte de {{portal.name}}. Elle \
         appartient déjà à un compte, rien n’a donc été modifié.\n\nSi c’était vous, connectez-vous avec cette adresse, ou \
         écrivez-nous et nous nous en occuperons.",
    ),
    (
        MailKind::EmailChanged,
        "Votre adresse e-mail pour {{portal.name}} a été modifiée",
        "Bonjour {{contact.name}},\n\nvous vous connectez désormais à {{portal.name}} avec {{email.new}}, et nos réponses \
         y sont envoyées. Jusqu’ici, c’était {{email.old}}.\n\nSi ce n’était pas vous, écrivez-nous immédiatement.",
    ),
    (
        MailKind::ReplyNotification,
        "Re: {{ticket.subject}} [#{{ticket.number}}]",
        "{{reply.author}} a répondu à votre demande #{{ticket.number}} « {{ticket.subject}} » :\n\n{{reply.text}}\n\nPièces \
         jointes : {{reply.files}}\n\n[Lire toute la conversation et répondre]({{link}})",
    ),
];
