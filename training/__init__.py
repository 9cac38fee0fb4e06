"""What makes the weights: corpus, batches, network, training, evaluation, export. torch lives here alone."""
