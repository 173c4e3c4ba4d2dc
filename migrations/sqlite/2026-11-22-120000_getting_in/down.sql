DROP INDEX sessions_by_preview_of;
DELETE FROM sessions WHERE preview_contact_id IS NOT NULL;
ALTER TABLE sessions DROP COLUMN preview_of_session_id;
UPDATE jobs SET kind = 'deliver_mail' WHERE kind = 'deliver_invitation';
ALTER TABLE mails DROP COLUMN html;
