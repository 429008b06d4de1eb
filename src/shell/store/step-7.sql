-- Whether decks were met as they are is asked at every start: without the marks of their cards.
CREATE INDEX met_in_brief ON met (place, deck, digest);
