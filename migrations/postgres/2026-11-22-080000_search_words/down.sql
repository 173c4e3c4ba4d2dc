DROP TABLE ticket_search_words;
