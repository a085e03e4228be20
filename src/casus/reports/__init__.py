"""Page → article → claims. This layer knows no treaty and no world: it says what a text says."""
