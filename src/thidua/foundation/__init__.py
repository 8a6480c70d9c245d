"""Django plumbing without domain words: actors, transactions, audit, gate, outbox, files, sheets, clock."""
