"""Article -> Coding: the model, and everything after it. No clock, no network, no database, no environment."""
