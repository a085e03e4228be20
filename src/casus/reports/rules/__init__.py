"""The reader by rules: sentences, actors, predicates, speakers, modality, amounts and times, without a parser."""
