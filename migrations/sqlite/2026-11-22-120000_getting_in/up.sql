-- The HTML of a mail, without the document around it; mails of text alone have none.
ALTER TABLE mails ADD COLUMN html TEXT;

-- A preview lasts no longer than its user is signed in.
ALTER TABLE sessions ADD COLUMN preview_of_session_id INTEGER REFERENCES sessions (id) ON DELETE CASCADE;
CREATE INDEX sessions_by_preview_of ON sessions (preview_of_session_id);
