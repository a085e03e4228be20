"""Treaties as data and what they come to: model, library, evaluation, explanation."""
