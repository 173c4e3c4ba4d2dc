-- Every word of the full-text index once: the beginning of a word is looked up here, and the index is
-- asked for the whole words it may become, which costs a tenth of asking it for a beginning.
CREATE TABLE ticket_search_words (
  word TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
-- words with a tilde say whose a ticket is
INSERT INTO ticket_search_words (word)
  SELECT word FROM ts_stat('SELECT document FROM ticket_search') WHERE word NOT LIKE '~%';
