-- Every word of the full-text index once: the beginning of a word is looked up here, and the index is
-- asked for the whole words it may become, which costs a tenth of asking it for a beginning.
CREATE TABLE ticket_search_words (
  word TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
CREATE VIRTUAL TABLE ticket_search_terms USING fts5vocab ('ticket_search', 'row');
-- words with a tilde say whose a ticket is
INSERT INTO ticket_search_words (word) SELECT term FROM ticket_search_terms WHERE term NOT LIKE '~%';
DROP TABLE ticket_search_terms;
