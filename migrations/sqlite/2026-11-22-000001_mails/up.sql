-- When a mail was first tried since it was put into the queue, and the token_hash of the link it carries:
-- the link itself is forgotten when the mail is sent.
ALTER TABLE mails ADD COLUMN first_attempt_at INTEGER;
ALTER TABLE mails ADD COLUMN link_hash BLOB;

-- A link is written in the transaction of its mail. Where there is none any more, nothing works.
UPDATE mails SET link_hash = COALESCE((
    SELECT links.token_hash FROM links
      JOIN memberships ON memberships.id = links.membership_id
      JOIN contacts ON contacts.id = memberships.contact_id
     WHERE contacts.email = mails.recipient AND links.created_at = mails.created_at
     LIMIT 1), x'')
 WHERE link IS NOT NULL OR (ticket_id IS NULL AND instr(text, '{{link}}') > 0);
