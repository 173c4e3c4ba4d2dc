-- When whoever uses the session last showed that they know the password; null in older sessions.
ALTER TABLE sessions ADD COLUMN confirmed_at INTEGER;
