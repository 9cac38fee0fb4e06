"""What is true of the world on a given day; read-only. Never the network, never a ledger."""
