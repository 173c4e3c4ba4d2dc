-- Who may enter a portal, and what they see there: lists, access, private content, participants,
-- audit.

ALTER TABLE companies ADD COLUMN properties TEXT NOT NULL DEFAULT '{}';

-- Named sets of contacts. With a filter a list is active: whoever passes is on it. Without one its
-- members are written down.
CREATE TABLE lists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  filter TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE TABLE list_members (
  list_id INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (list_id, contact_id)
) WITHOUT ROWID;
CREATE INDEX list_members_by_contact ON list_members (contact_id, list_id);

-- Private content: how customers get in, per domain. The version counts changes of the settings, the
-- consent version those of what customers agree to.
ALTER TABLE domains ADD COLUMN self_registration BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE domains ADD COLUMN magic_link BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE domains ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 60;
ALTER TABLE domains ADD COLUMN company_name TEXT NOT NULL DEFAULT '';
ALTER TABLE domains ADD COLUMN admin_email TEXT NOT NULL DEFAULT '';
ALTER TABLE domains ADD COLUMN consent_notice TEXT NOT NULL DEFAULT '';
ALTER TABLE domains ADD COLUMN consent_label TEXT NOT NULL DEFAULT '';
ALTER TABLE domains ADD COLUMN consent_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN pages TEXT NOT NULL DEFAULT '{}';
ALTER TABLE domains ADD COLUMN mails TEXT NOT NULL DEFAULT '{}';
ALTER TABLE domains ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Who may enter: everyone who can sign in, or the members of the portal's lists; which tickets are
-- shown (ticket_filter), and whose company's tickets (company_filter, for ticket_permission
-- 'company_for_some').
ALTER TABLE portals ADD COLUMN access TEXT NOT NULL DEFAULT 'everyone';
ALTER TABLE portals ADD COLUMN ticket_filter TEXT;
ALTER TABLE portals ADD COLUMN company_filter TEXT;
ALTER TABLE portals ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE TABLE portal_lists (
  portal_id INTEGER NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
  list_id INTEGER NOT NULL REFERENCES lists (id),
  added_at INTEGER NOT NULL,
  -- when the members are invited, and how far that is
  invite_at INTEGER NOT NULL,
  invited_up_to INTEGER NOT NULL,
  invited_count INTEGER NOT NULL,
  invited_at INTEGER,
  PRIMARY KEY (portal_id, list_id)
) WITHOUT ROWID;
CREATE INDEX portal_lists_by_list ON portal_lists (list_id);

-- What customers agreed to, as it was worded then.
CREATE TABLE consents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  membership_id INTEGER NOT NULL REFERENCES memberships (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  notice TEXT NOT NULL,
  label TEXT NOT NULL,
  ip TEXT NOT NULL,
  agreed_at INTEGER NOT NULL
);
CREATE INDEX consents_by_membership ON consents (membership_id, id);

-- Whoever registered and has not yet shown that the address is theirs. Nothing is connected with a
-- contact before that.
CREATE TABLE registrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash BLOB NOT NULL UNIQUE,
  domain_id INTEGER NOT NULL REFERENCES domains (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  consent TEXT,
  ip TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX registrations_by_email ON registrations (domain_id, email);
CREATE INDEX registrations_by_end ON registrations (expires_at);

-- A link may carry what it is for, such as a new address.
ALTER TABLE links ADD COLUMN data TEXT;

-- A user looks at a portal as one of its contacts, reading only.
ALTER TABLE sessions ADD COLUMN preview_portal_id INTEGER REFERENCES portals (id) ON DELETE CASCADE;
ALTER TABLE sessions ADD COLUMN preview_contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE;

-- "Private to me": associated contacts see the ticket, their company does not.
ALTER TABLE tickets ADD COLUMN is_private BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE ticket_companies ADD COLUMN is_private BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX ticket_companies_by_activity;
DROP INDEX ticket_companies_by_state;
DROP INDEX ticket_companies_by_creation;
CREATE INDEX ticket_companies_by_activity ON ticket_companies (company_id, is_private, customer_activity_at, ticket_id);
CREATE INDEX ticket_companies_by_state
  ON ticket_companies (company_id, is_private, state, customer_activity_at, ticket_id);
CREATE INDEX ticket_companies_by_creation ON ticket_companies (company_id, is_private, created_at, ticket_id);

-- Who did what, and when: appended to, never changed. Each row seals the one before it.
CREATE TABLE audit_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  user_id INTEGER,
  contact_id INTEGER,
  actor TEXT NOT NULL,
  object TEXT NOT NULL,
  object_id INTEGER,
  object_name TEXT NOT NULL,
  data TEXT NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seal BLOB NOT NULL
);
CREATE INDEX audit_events_by_object ON audit_events (object, object_id, id);
CREATE INDEX audit_events_by_user ON audit_events (user_id, id);
CREATE INDEX audit_events_by_action ON audit_events (action, id);
CREATE TRIGGER audit_events_never_change BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
CREATE TRIGGER audit_events_never_go BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
