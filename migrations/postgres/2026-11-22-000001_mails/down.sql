ALTER TABLE mails DROP COLUMN link_hash;
ALTER TABLE mails DROP COLUMN first_attempt_at;
