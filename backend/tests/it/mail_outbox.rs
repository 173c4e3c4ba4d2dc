//! Mails wait in the outbox, are sent, are tried again, and are never lost.

use chrono::Duration;
use openapi::id::{MailId, TicketId};
use openapi::mails::{MailStatus, MailSummary};
use openapi::tickets::console::Entry;

use crate::support::app::secret;
use crate::support::smtp::{MailServer, Next};
use crate::support::world::{AGENT, ANNA};
use crate::support::{On, StaffClient, TestApp, eventually, on_both_databases};

on_both_databases!(
    without_a_mail_server_mails_wait_and_are_sent_later,
    a_temporary_refusal_is_tried_again_on_schedule,
    a_permanent_refusal_is_given_up,
    a_mail_is_given_up_after_three_days,
    three_days_begin_with_the_first_try,
    three_days_begin_anew_when_a_mail_is_sent_again,
    a_mail_whose_answer_was_lost_keeps_its_message_id,
    a_restart_sends_nothing_twice,
    a_failed_mail_is_sent_again_by_hand,
    customers_words_stay_in_the_body,
    words_that_look_like_our_mark_are_words,
    the_log_is_listed_by_status_and_in_pages,
);

/// A ticket of Anna's that the agent owns and has answered: one mail to her, and the log's row of it.
fn answered(app: &TestApp) -> (TicketId, MailId) {
    let (agent, owner) = (app.agent(), app.owner());
    let id = agent.file_for(app.world.anna, "The oven is cold", "It does not heat.").summary.id;
    agent.reply(id, "Is it plugged in?");
    (id, owner.mails()[0].id)
}

/// Waits until a mail has been tried so often, and returns its row.
fn tried(by: &StaffClient, id: MailId, attempts: u32) -> MailSummary {
    eventually(&format!("{attempts} attempts"), || {
        let mail = by.mail(id).summary;
        (mail.attempts >= attempts).then_some(mail)
    })
}

/// How the delivery of a ticket's last message shows.
fn delivery(by: &StaffClient, id: TicketId) -> Option<MailStatus> {
    let entries = by.ticket(id).conversation.entries;
    entries.into_iter().rev().find_map(|entry| match entry {
        Entry::Message(message) => message.delivery.map(|delivery| delivery.status),
        _ => None,
    })
}

fn without_a_mail_server_mails_wait_and_are_sent_later(on: On) {
    let mut app = on.start();
    let (ticket, mail) = answered(&app);
    let owner = app.owner();
    let waiting = owner.mail(mail);
    assert_eq!((waiting.summary.status, waiting.summary.attempts), (MailStatus::Queued, 0));
    assert_eq!((waiting.summary.recipient.as_str(), waiting.summary.sent_at), (ANNA, None));
    assert!(waiting.text.contains("Is it plugged in?"));
    assert_eq!(delivery(&owner, ticket), Some(MailStatus::Queued));
    let mails = MailServer::start();
    let url = mails.url();
    app.restart_with(|config| config.smtp_url = Some(secret(&url)));
    let letter = mails.receive(ANNA);
    assert!(letter.text.contains("Is it plugged in?"), "{}", letter.text);
    let owner = app.owner();
    let sent = tried(&owner, mail, 1);
    assert!(sent.status == MailStatus::Sent && sent.sent_at.is_some());
    assert_eq!(delivery(&owner, ticket), Some(MailStatus::Sent));
}

fn a_temporary_refusal_is_tried_again_on_schedule(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(451), Next::Refuse(421), Next::Refuse(450)]);
    let app = on.start_with_mail(&mails);
    let (_, id) = answered(&app);
    for (attempt, minutes) in [(1, 1), (2, 5), (3, 15)] {
        let owner = app.owner();
        assert_eq!(tried(&owner, id, attempt).status, MailStatus::Queued);
        let mail = owner.mail(id);
        let wait = mail.next_attempt_at.unwrap() - app.parts.clock.now().0;
        assert!(
            wait <= Duration::minutes(minutes) && wait > Duration::minutes(minutes) - Duration::seconds(20),
            "{wait}"
        );
        assert!(mail.last_error.unwrap().contains("not now"));
        app.pass(wait - Duration::seconds(15));
        assert_eq!(mails.tries(), attempt as usize, "not too early");
        app.pass(Duration::seconds(16));
        mails.wait_for_tries(attempt as usize + 1);
    }
    let sent = tried(&app.owner(), id, 4);
    assert_eq!(sent.status, MailStatus::Sent);
    assert_eq!(app.owner().mail(id).last_error, None);
    assert_eq!(mails.letters().len(), 1);
}

fn a_permanent_refusal_is_given_up(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(550)]);
    let app = on.start_with_mail(&mails);
    let (ticket, id) = answered(&app);
    let owner = app.owner();
    assert_eq!(tried(&owner, id, 1).status, MailStatus::Failed);
    let mail = owner.mail(id);
    assert!(mail.last_error.unwrap().contains("not now, not here") && mail.next_attempt_at.is_none());
    assert_eq!(delivery(&owner, ticket), Some(MailStatus::Failed));
    app.pass(Duration::days(1));
    app.agent().file_for(app.world.ben, "Another", "");
    assert_eq!(mails.tries(), 1);
    // the reply stands
    assert_eq!(app.anna().ticket(ticket).conversation.entries.len(), 2);
}

fn a_mail_is_given_up_after_three_days(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(451), Next::Refuse(451)]);
    let app = on.start_with_mail(&mails);
    let (_, id) = answered(&app);
    mails.wait_for_tries(1);
    tried(&app.owner(), id, 1);
    app.pass(Duration::days(3));
    assert_eq!(tried(&app.owner(), id, 2).status, MailStatus::Failed);
}

fn three_days_begin_with_the_first_try(on: On) {
    let mut app = on.start();
    let (_, id) = answered(&app);
    app.pass(Duration::days(5));
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(451)]);
    let url = mails.url();
    app.restart_with(|config| config.smtp_url = Some(secret(&url)));
    assert_eq!(tried(&app.owner(), id, 1).status, MailStatus::Queued, "its first try");
    app.pass(Duration::minutes(2));
    assert_eq!(tried(&app.owner(), id, 2).status, MailStatus::Sent);
}

fn three_days_begin_anew_when_a_mail_is_sent_again(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(451), Next::Refuse(550), Next::Refuse(451)]);
    let app = on.start_with_mail(&mails);
    let (_, id) = answered(&app);
    tried(&app.owner(), id, 1);
    app.pass(Duration::minutes(2));
    assert_eq!(tried(&app.owner(), id, 2).status, MailStatus::Failed);
    app.pass(Duration::days(5));
    let owner = app.owner();
    owner.send_again(id).expect(202);
    assert_eq!(tried(&owner, id, 3).status, MailStatus::Queued);
    let wait = owner.mail(id).next_attempt_at.unwrap() - app.parts.clock.now().0;
    assert!(wait <= Duration::minutes(1), "the schedule begins anew: {wait}");
    app.pass(Duration::minutes(2));
    assert_eq!(tried(&owner, id, 4).status, MailStatus::Sent);
}

fn a_mail_whose_answer_was_lost_keeps_its_message_id(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::HangUpAfterData]);
    let app = on.start_with_mail(&mails);
    let (_, id) = answered(&app);
    assert_eq!(tried(&app.owner(), id, 1).status, MailStatus::Queued, "nobody said that it was taken");
    app.pass(Duration::minutes(2));
    tried(&app.owner(), id, 2);
    let letters = mails.letters();
    assert_eq!(letters.len(), 2, "rather twice than never");
    assert_eq!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
}

fn a_restart_sends_nothing_twice(on: On) {
    let mails = MailServer::start();
    let mut app = on.start_with_mail(&mails);
    let (_, sent) = answered(&app);
    tried(&app.owner(), sent, 1);
    mails.next(&[Next::Refuse(451)]);
    let (_, waiting) = answered(&app);
    tried(&app.owner(), waiting, 1);
    for _ in 0..2 {
        app.restart_with(|_| {});
        // a mail of this server's own time shows that the runner has been at work
        let count = mails.letters().len();
        app.anyone().ask_for_reset(ANNA).expect(202);
        eventually("the newest mail", || (mails.letters().len() > count).then_some(()));
    }
    assert_eq!(app.owner().mail(waiting).summary.attempts, 1, "it is not due yet");
    app.pass(Duration::minutes(2));
    assert_eq!(tried(&app.owner(), waiting, 2).status, MailStatus::Sent);
    let replies = mails.letters().into_iter().filter(|letter| letter.text.contains("plugged in")).count();
    assert_eq!(replies, 2, "each reply once");
}

fn a_failed_mail_is_sent_again_by_hand(on: On) {
    let mails = MailServer::start();
    mails.next(&[Next::Refuse(550), Next::Refuse(451)]);
    let app = on.start_with_mail(&mails);
    let (_, id) = answered(&app);
    let owner = app.owner();
    tried(&owner, id, 1);
    let again: openapi::mails::Mail = owner.send_again(id).expect(202).json();
    assert_eq!(again.summary.status, MailStatus::Queued);
    assert_eq!(tried(&owner, id, 2).status, MailStatus::Queued);
    // and one that waits is tried at once
    owner.send_again(id).expect(202);
    assert_eq!(tried(&owner, id, 3).status, MailStatus::Sent);
    assert_eq!(mails.letters().len(), 1);
    owner.send_again(MailId(999_999)).expect(404);
    app.agent().send_again(id).expect(403);
}

fn customers_words_stay_in_the_body(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let anna = app.anna();
    let id = anna.file("Hello Bcc: evil@x.test", "Grüße {{link}}\r\n.\r\nQUIT\r\n“quoted” = ☃").id;
    let letter = mails.receive(AGENT);
    assert!(letter.header("Subject").contains("Bcc: evil@x.test"), "as text of the subject");
    assert!(
        letter.text.contains("Grüße {{link}}") && letter.text.contains("QUIT") && letter.text.contains("“quoted” = ☃")
    );
    assert!(mails.letters().iter().all(|letter| letter.to != "evil@x.test"));
    app.agent().reply(id, "Line one\n.\nLine three");
    assert!(mails.receive(ANNA).text.contains("Line one\n.\nLine three"));
}

fn words_that_look_like_our_mark_are_words(on: On) {
    let mails = MailServer::start();
    let app = on.start_with_mail(&mails);
    let agent = app.agent();
    let id = agent.file_for(app.world.anna, "A template", "").summary.id;
    agent.reply(id, "Write {{link}} where the link goes.");
    assert!(mails.receive(ANNA).text.contains("Write {{link}} where"));
    let owner = app.owner();
    let mail = owner.mails()[0].id;
    tried(&owner, mail, 1);
    assert!(owner.mail(mail).text.contains("Write {{link}} where"));
    owner.send_again(mail).expect(202);
    tried(&owner, mail, 2);
    assert!(mails.letters().iter().all(|letter| letter.text.contains("Write {{link}} where")));
}

fn the_log_is_listed_by_status_and_in_pages(on: On) {
    let app = on.start();
    for _ in 0..5 {
        answered(&app);
    }
    let owner = app.owner();
    let page = |query: &str| -> openapi::page::Page<MailSummary> {
        owner.get(&owner.at(&format!("/mails?{query}"))).send().expect(200).json()
    };
    let all: Vec<MailId> = page("").items.into_iter().map(|mail| mail.id).collect();
    assert!(all.len() == 5 && all.is_sorted_by(|one, next| one > next));
    let first = page("limit=2");
    let second = page(&format!("limit=2&after={}", first.next.unwrap()));
    assert_eq!((second.first, second.items[0].id), (3, all[2]));
    let back = page(&format!("limit=2&before={}", second.previous.unwrap()));
    assert_eq!((back.first, back.items[0].id), (1, all[0]));
    assert_eq!((page("status=queued").items.len(), page("status=sent").items.len()), (5, 0));
    owner.get(&owner.at("/mails?status=lost")).send().expect(400);
}
