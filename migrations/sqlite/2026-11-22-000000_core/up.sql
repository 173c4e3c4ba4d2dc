-- The core of the domain: who, what they talk about, and where customers go.
-- Times are microseconds since 1970 on SQLite and timestamptz on PostgreSQL; both are UTC.

CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- Staff.
CREATE TABLE roles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  permissions TEXT NOT NULL
);
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  role_id INTEGER NOT NULL REFERENCES roles (id),
  active BOOLEAN NOT NULL,
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER
);

-- Customers. `sort_name` is what people see of the name, in lower case.
CREATE TABLE companies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  domains TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX companies_by_name ON companies (sort_name, id);
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  phone TEXT,
  properties TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX contacts_by_name ON contacts (sort_name, id);
CREATE TABLE company_contacts (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  company_id INTEGER NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
  is_primary BOOLEAN NOT NULL,
  PRIMARY KEY (contact_id, company_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX company_contacts_one_primary ON company_contacts (contact_id) WHERE is_primary;
CREATE INDEX company_contacts_by_company ON company_contacts (company_id, contact_id);

-- Where customers go.
CREATE TABLE domains (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  is_default BOOLEAN NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE TABLE inboxes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  address TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
);
CREATE TABLE pipelines (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL
);
CREATE TABLE stages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (pipeline_id, name)
);
CREATE TABLE portals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  domain_id INTEGER NOT NULL REFERENCES domains (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  ticket_permission TEXT NOT NULL,
  inbox_id INTEGER NOT NULL REFERENCES inboxes (id),
  pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
  categories TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (domain_id, slug)
);
CREATE TABLE memberships (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  domain_id INTEGER NOT NULL REFERENCES domains (id),
  status TEXT NOT NULL,
  password_hash TEXT,
  email_verified_at INTEGER,
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER,
  UNIQUE (contact_id, domain_id)
);
CREATE INDEX memberships_by_domain ON memberships (domain_id);

-- Signing in. Tokens are stored as SHA-256.
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash BLOB NOT NULL UNIQUE,
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
  membership_id INTEGER REFERENCES memberships (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  idle_seconds INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CHECK ((user_id IS NULL) <> (membership_id IS NULL))
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_membership ON sessions (membership_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);
CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash BLOB NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  membership_id INTEGER NOT NULL REFERENCES memberships (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
);
CREATE INDEX links_by_membership ON links (membership_id, purpose);
CREATE TABLE known_devices (
  token_hash BLOB NOT NULL PRIMARY KEY,
  realm TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE TABLE sign_in_tries (
  realm TEXT NOT NULL,
  email TEXT NOT NULL,
  failures INTEGER NOT NULL,
  recent INTEGER NOT NULL,
  recent_since INTEGER NOT NULL,
  last_failed_at INTEGER NOT NULL,
  PRIMARY KEY (realm, email)
);

-- What they talk about.
CREATE TABLE property_definitions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL,
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  options TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (object, name)
);
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  pipeline_id INTEGER NOT NULL REFERENCES pipelines (id),
  stage_id INTEGER NOT NULL REFERENCES stages (id),
  state TEXT NOT NULL,
  priority TEXT,
  category TEXT,
  source TEXT NOT NULL,
  owner_id INTEGER REFERENCES users (id),
  requester_id INTEGER REFERENCES contacts (id),
  company_id INTEGER REFERENCES companies (id),
  inbox_id INTEGER NOT NULL REFERENCES inboxes (id),
  snippet TEXT NOT NULL,
  awaiting_team BOOLEAN NOT NULL,
  created_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  customer_activity_at INTEGER NOT NULL,
  team_message_at INTEGER,
  closed_at INTEGER,
  properties TEXT NOT NULL,
  import_key TEXT UNIQUE
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('tickets', 1000);
CREATE INDEX tickets_by_activity ON tickets (last_activity_at, id);
CREATE INDEX tickets_by_state ON tickets (state, last_activity_at, id);
CREATE INDEX tickets_by_owner ON tickets (owner_id, state, last_activity_at, id);
CREATE INDEX tickets_by_requester ON tickets (requester_id);
CREATE INDEX tickets_by_company ON tickets (company_id);

-- Who a ticket is associated with. Both tables repeat what customers sort and filter by, so that
-- one index serves a page of any customer's list; tickets::row::stamp keeps the copies equal.
CREATE TABLE ticket_contacts (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  customer_activity_at INTEGER NOT NULL,
  PRIMARY KEY (contact_id, ticket_id)
) WITHOUT ROWID;
CREATE INDEX ticket_contacts_by_ticket ON ticket_contacts (ticket_id);
CREATE INDEX ticket_contacts_by_activity ON ticket_contacts (contact_id, customer_activity_at, ticket_id);
CREATE TABLE ticket_companies (
  company_id INTEGER NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  customer_activity_at INTEGER NOT NULL,
  PRIMARY KEY (company_id, ticket_id)
) WITHOUT ROWID;
CREATE INDEX ticket_companies_by_ticket ON ticket_companies (ticket_id);
CREATE INDEX ticket_companies_by_activity ON ticket_companies (company_id, customer_activity_at, ticket_id);
CREATE INDEX ticket_companies_by_state ON ticket_companies (company_id, state, customer_activity_at, ticket_id);
CREATE INDEX ticket_companies_by_creation ON ticket_companies (company_id, created_at, ticket_id);
CREATE TABLE ticket_reads (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (contact_id, ticket_id)
) WITHOUT ROWID;

CREATE TABLE threads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  inbox_id INTEGER NOT NULL REFERENCES inboxes (id),
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
  contact_id INTEGER REFERENCES contacts (id),
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX threads_by_ticket ON threads (ticket_id, id);
CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  thread_id INTEGER NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  contact_id INTEGER REFERENCES contacts (id),
  user_id INTEGER REFERENCES users (id),
  is_incoming BOOLEAN NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX messages_by_thread ON messages (thread_id, id);
CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  user_id INTEGER REFERENCES users (id),
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX notes_by_ticket ON notes (ticket_id, id);
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  status TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB,
  contact_id INTEGER REFERENCES contacts (id),
  user_id INTEGER REFERENCES users (id),
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  note_id INTEGER REFERENCES notes (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
);
CREATE INDEX attachments_by_ticket ON attachments (ticket_id, id);
CREATE INDEX attachments_by_message ON attachments (message_id);
CREATE INDEX attachments_by_note ON attachments (note_id);
CREATE INDEX attachments_by_contact ON attachments (contact_id);
CREATE INDEX attachments_by_status ON attachments (status, created_at);
CREATE INDEX attachments_by_content ON attachments (sha256);

-- What happened, in order. Also the conversation's table of contents and the source of live events.
-- A customer may learn of a row only where for_customers is true.
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE CASCADE,
  thread_id INTEGER REFERENCES threads (id) ON DELETE CASCADE,
  contact_id INTEGER REFERENCES contacts (id),
  user_id INTEGER REFERENCES users (id),
  kind TEXT NOT NULL,
  for_customers BOOLEAN NOT NULL,
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  note_id INTEGER REFERENCES notes (id) ON DELETE CASCADE,
  data TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX events_by_ticket ON events (ticket_id, id);
CREATE INDEX events_by_contact ON events (contact_id, id);

-- What leaves the machine, and what is done later.
CREATE TABLE mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_header TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  link TEXT,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER,
  last_error TEXT,
  ticket_id INTEGER REFERENCES tickets (id) ON DELETE SET NULL,
  message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
);
CREATE INDEX mails_by_status ON mails (status, id);
CREATE INDEX mails_by_message ON mails (message_id);
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  lease_until INTEGER,
  attempts INTEGER NOT NULL,
  last_error TEXT,
  created_at INTEGER NOT NULL
);
CREATE INDEX jobs_by_time ON jobs (run_at, id);
CREATE TABLE idempotency_keys (
  principal TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  answer TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file_name TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  mapping TEXT NOT NULL,
  status TEXT NOT NULL,
  row_count INTEGER,
  done INTEGER NOT NULL,
  created INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  error TEXT,
  user_id INTEGER REFERENCES users (id),
  created_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE TABLE import_refusals (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (import_id, line)
);

-- Full-text search over number, subject and customer-visible messages; never over notes. The words
-- are cut before they come here, so the tokenizer only splits at spaces. Among them is one for each
-- contact (~c1) and company (~o1) the ticket is associated with, so that the index itself narrows a
-- customer's search to the customer's tickets.
CREATE VIRTUAL TABLE ticket_search USING fts5 (
  document,
  content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '~'"
);
